import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue, RunResult } from "@tfbench/contracts";
import { chatPrompts, openNextTurn, thinkMs, wordsOfTurn } from "@tfbench/engine";
import type { ChatPlan } from "@tfbench/engine";
import { nextTurn } from "@tfbench/providers";
import { expect, onTestFinished, test } from "vitest";
import { parseDurationRange } from "../plan/parse-duration-range.ts";
import { chatPlan } from "./chat-plan.ts";
import { readConversationFile } from "./read-conversation-file.ts";

const SYNTHETIC = { seed: 5, inputTokens: 20, sharedPrefixTokens: 8, outputTokens: null, isRepeated: false };
const NO_THINKING = { from: 0, to: 0 };

function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-chats-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
const message = (role: string, content: string) => ({ role, content });

test("of a conversation in JSONL only what its user says is sent, one a turn, after what comes before the first", () => {
  const line = {
    messages: [
      message("system", "be short"),
      message("user", "one"),
      message("assistant", "the file's own answer"),
      message("user", "two"),
      message("user", "three"),
    ],
    max_tokens: 7,
  };
  const file = fileOf(
    "c.jsonl",
    `${JSON.stringify(line)}\n\n${JSON.stringify({ messages: [message("user", "alone")] })}`,
  );

  expect(readConversationFile(file, 2).conversations).toEqual([
    { first: { messages: [message("system", "be short"), message("user", "one")], max_tokens: 7 }, says: ["two"] },
    { first: { messages: [message("user", "alone")], max_tokens: null }, says: [] },
  ]);
});

test("ShareGPT's conversations are read alike, and those in which no user speaks are left out", () => {
  const told = [
    {
      id: 1,
      conversations: [
        { from: "human", value: "one" },
        { from: "gpt", value: "x" },
        { from: "human", value: "two" },
      ],
    },
    { id: 2, conversations: [{ from: "gpt", value: "y" }] },
  ];

  const { conversations } = readConversationFile(fileOf("s.json", JSON.stringify(told)), 9);

  expect(conversations).toEqual([{ first: { messages: [message("user", "one")], max_tokens: null }, says: ["two"] }]);
});

test.each([
  [
    "c.jsonl",
    '{"messages": [{"role": "user", "content": "a"}]}\n{"prompt": "b"}',
    /c\.jsonl:2: this line is no conversation/,
  ],
  ["c.jsonl", "{", /c\.jsonl:1: it is no JSON/],
  ["s.json", "{}", /it is no ShareGPT file/],
  ["s.json", "[]", /no user says anything in it/],
])("%s holding %s is refused with its place", (name, text, sentence) => {
  expect(() => readConversationFile(fileOf(name, text), 2)).toThrow(sentence);
});

test("made-up turns are all different, and only the first has the shared beginning", () => {
  const script = { kind: "synthetic", turns: 3, prompts: SYNTHETIC } as const;
  const first = [0, 1].map((conversation) => String(chatPrompts(script).at(conversation).messages[0]?.["content"]));
  const later = [0, 1].flatMap((conversation) => [1, 2].map((turn) => wordsOfTurn(script, conversation, turn) ?? ""));
  const beginning = (text: string): string => text.split(" ").slice(0, 8).join(" ");

  expect(new Set([...first, ...later]).size).toBe(6);
  expect(beginning(first[1] ?? "")).toBe(beginning(first[0] ?? ""));
  expect(new Set(later.map(beginning)).size).toBe(4);
  expect(later.map((text) => text.split(" ").length)).toEqual([20, 20, 20, 20]);
  expect(wordsOfTurn(script, 0, 3)).toBeNull();
});

test("users think for a time between the two ends, the same for the same run and seed", () => {
  const times = Array.from({ length: 500 }, (_, run) => thinkMs({ from: 100, to: 300 }, 7, run));
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;

  expect(Math.min(...times)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...times)).toBeLessThanOrEqual(300);
  expect(mean).toBeGreaterThan(190);
  expect(mean).toBeLessThan(210);
  expect(times).toEqual(times.map((_, run) => thinkMs({ from: 100, to: 300 }, 7, run)));
});

const answered = (content: string, status: RunResult["status"] = "completed"): RunResult =>
  // What decides the next turn is all that is read of a result.
  ({ status, response_json: { content } }) as Partial<RunResult> as RunResult;

function opened(turns: number) {
  const chats: ChatPlan = chatPlan({
    turns,
    thinkMs: NO_THINKING,
    provider: "openai",
    api: "chat",
    file: null,
    synthetic: SYNTHETIC,
    hasImages: false,
  });
  const sent: JsonValue[] = [];
  const next = openNextTurn(chats, {
    seed: 1,
    nextBody: (before, turn) => nextTurn("openai", before, turn),
    firstBody: (conversation) => ({ model: "m", messages: [message("user", `begin ${conversation}`)] }),
    bytesOf: (body) => {
      sent.push(body["messages"] ?? null);
      return new Uint8Array();
    },
  });
  return { next, sent, script: chats.script };
}

test("each turn is sent with all that was said before it, and with the answers that really came", () => {
  const { next, sent, script } = opened(3);

  next(6, answered("first"));
  next(7, answered("second"));

  expect(sent.at(-1)).toEqual([
    message("user", "begin 2"),
    message("assistant", "first"),
    message("user", wordsOfTurn(script, 2, 1) ?? ""),
    message("assistant", "second"),
    message("user", wordsOfTurn(script, 2, 2) ?? ""),
  ]);
  expect(next(8, answered("third"))).toBeNull();
});

test("after a turn that failed its conversation is over, and the others go on", () => {
  const { next, sent } = opened(2);

  expect(next(0, answered("", "timeout"))).toBeNull();
  expect(next(2, answered("fine"))).not.toBeNull();
  expect(sent).toHaveLength(1);
});

test("what takes no history has no turns", () => {
  const asked = { turns: 2, thinkMs: NO_THINKING, file: null, synthetic: SYNTHETIC, hasImages: false };

  expect(() => chatPlan({ ...asked, provider: "http_sse", api: null })).toThrow(/and http_sse takes none/);
  expect(() => chatPlan({ ...asked, provider: "openai", api: "completions" })).toThrow(/and completions takes none/);
  expect(() => chatPlan({ ...asked, provider: "openai", api: "chat", hasImages: true })).toThrow(/images do not go/);
});

test.each([
  ["2s", { from: 2_000, to: 2_000 }],
  ["500ms..2s", { from: 500, to: 2_000 }],
  ["0s", { from: 0, to: 0 }],
  ["0s..1s", { from: 0, to: 1_000 }],
  ["2s..1s", null],
  ["1s..2s..3s", null],
  ["..2s", null],
  ["soon", null],
])("a range written %s is %o", (text, range) => {
  expect(parseDurationRange(text)).toEqual(range);
});
