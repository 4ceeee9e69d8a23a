import type { JsonObject, Provider, RunResult } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { measureStream, type TimedRead } from "../test/measure-stream.ts";

const HEAD = Buffer.from("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");

const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 8 }) },
  fc.string({ unit: "binary", maxLength: 5 }),
  fc.constantFrom("", "\n", '"', "\\", "[DONE]", "stop", "\u2028", "é", "\ud83d", "\ude00"),
);
/** Many values are equal from one event to the next, as they are in real streams. */
const rarely = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const field = rarely("content", "reasoning_content", "reasoning", "refusal", "role", "nonsense");
const created = fc.oneof(fc.nat(), fc.constantFrom<unknown>(undefined, null, -1, 1.5, 1e21, "7", [], true));
const padding = fc.oneof(text, fc.constantFrom<unknown>(undefined, null, 3, {}));
const openai = fc
  .record({ text, field, reason: rarely<string | null>(null, "stop", ""), usage: rarely(0, 1, 2), created, padding })
  .map(({ text, field, reason, usage, created, padding }) => ({
    id: "c",
    ...(created === undefined ? {} : { created }),
    choices: [{ index: 0, delta: { [field]: text }, finish_reason: reason }],
    ...(padding === undefined ? {} : { obfuscation: padding }),
    ...(usage === 0 ? {} : { usage: { completion_tokens: usage } }),
  }));
const response = fc
  .record({ text, sequence_number: created, padding, type: rarely("output_text", "reasoning_text", "nonsense") })
  .map(({ text, padding, type, ...rest }) => ({
    type: `response.${type}.delta`,
    ...rest,
    delta: text,
    ...(padding === undefined ? {} : { obfuscation: padding }),
  }));
const twice = fc.tuple(text, text).map(([one, two]) => ({ choices: [{ delta: { content: one, reasoning: two } }] }));
const anthropic = fc
  .record({ text, type: rarely("text_delta", "thinking_delta", "input_json_delta", "x") })
  .map(({ text, type }) => ({
    type: "content_block_delta",
    index: 0,
    delta: { type, [type === "thinking_delta" ? "thinking" : "text"]: text },
  }));
const plain = text.map((said) => ({ text: said, why: said === "stop" ? said : null }));
const spaced = (event: fc.Arbitrary<unknown>) =>
  fc
    .tuple(event, rarely<number | undefined>(undefined, 1))
    .map(([value, space]) => `data: ${JSON.stringify(value, null, space).replaceAll("\n", "\ndata: ")}\n\n`);

const cases: [Provider, fc.Arbitrary<string>, JsonObject?][] = [
  ["openai", spaced(fc.oneof({ weight: 6, arbitrary: openai }, twice))],
  ["openai", spaced(response)],
  ["anthropic", spaced(anthropic)],
  ["http_sse", spaced(plain), { stream: { content: "$.text", finish_reason: "$.why" } }],
];

/** A comment between events keeps each from being compared with the one before it. */
const readAnew = (frame: string, index: number): string => `: ${index}\n${frame}`;

const measure = (provider: Provider, frames: readonly string[], request?: JsonObject): Promise<RunResult> => {
  const reads: TimedRead[] = [
    { atMs: 1, bytes: HEAD },
    ...frames.map((frame, index) => ({ atMs: index + 2, bytes: Buffer.from(frame) })),
  ];
  return measureStream({ provider, reads, endMs: frames.length + 3, ...(request ? { request } : {}) });
};

test.each(cases)(
  "%s: events that are compared give the same result as events that are all read",
  async (provider, frame, request) => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 30 }), async (frames) => {
        expect(await measure(provider, frames, request)).toEqual(
          await measure(provider, frames.map(readAnew), request),
        );
      }),
      { numRuns: 300 },
    );
  },
);
