import type { JsonValue, Provider, RunResult } from "@tfbench/contracts";
import { isFinalRunStatus } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { measureStream } from "../test/measure-stream.ts";

const PROVIDERS: Provider[] = ["openai", "anthropic", "http_sse"];
const HEAD = Buffer.from("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n");
/** What providers call their fields, so that what is drawn reaches the places that read them. */
const NAMES = (
  "choices delta content text message_start message type index error code message usage prompt_tokens output_tokens " +
  "completion_tokens tool_calls function name arguments reasoning thinking finish_reason stop_reason content_block item " +
  "response status id model object input_tokens completion_tokens_details timings"
).split(" ");
const TYPES = (
  "response.output_text.delta response.completed response.failed response.output_item.added content_block_delta " +
  "content_block_start message_delta message_stop text_delta tool_use error ping"
).split(" ");

const leaf = fc.oneof(
  fc.constantFrom(...TYPES),
  fc.constantFrom<JsonValue>(null, true, "", "[DONE]", 0, -1, 1.5, 1e300, "\u0000", "\ud800"),
  fc.string({ maxLength: 4 }),
);
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 5 }),
  ),
}));
const event = fc
  .tuple(fc.option(fc.constantFrom(...TYPES)), value)
  .map(([name, data]) => Buffer.from(`${name === null ? "" : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`));
const anything = fc.oneof(
  { weight: 5, arbitrary: event },
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from("data: [DONE]\n\n")),
);

const measure = (provider: Provider, pieces: readonly Buffer[]): Promise<RunResult> =>
  measureStream({
    provider,
    reads: [HEAD, ...pieces].map((bytes, index) => ({ atMs: index + 1, bytes })),
    endMs: pieces.length + 2,
    ...(provider === "http_sse"
      ? {
          request: {
            stream: { content: "$.delta.text", error: "$.error", usage: { output_tokens: "$.usage.output_tokens" } },
          },
        }
      : {}),
  });

test.each(PROVIDERS)(
  "whatever bytes come from %s, the run ends once, and its figures are numbers or nothing",
  async (provider) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 12 }), async (pieces) => {
        const result = await measure(provider, pieces);

        expect(isFinalRunStatus(result.status)).toBe(true);
        expect(result.status === "completed" || result.error !== null).toBe(true);
        for (const figure of [result.ttft_ms, result.total_duration_ms, result.output_tokens, result.tpot_ms]) {
          expect(figure === null || (Number.isFinite(figure) && figure >= 0)).toBe(true);
        }
      }),
      { numRuns: 1_000, seed: 7 },
    );
  },
);
