import type { JsonObject } from "@tfbench/contracts";
import type { ConformanceStream } from "./conformance-stream.ts";
import { GZIPPED } from "./gzipped-writes.ts";

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: JsonObject, rest: JsonObject = {}, choice: JsonObject = {}): string =>
  data({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    model: "m",
    choices: [{ index: 0, delta, finish_reason: null, ...choice }],
    ...rest,
  });
const finish = (reason = "stop", rest: JsonObject = {}): string => chunk({}, rest, { finish_reason: reason });
const usage = (prompt: number, completion: number, rest: JsonObject = {}): JsonObject => ({
  usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion, ...rest },
});
const usageChunk = (prompt: number, completion: number, rest: JsonObject = {}): string =>
  data({ id: "chatcmpl-1", object: "chat.completion.chunk", choices: [], ...usage(prompt, completion, rest) });
const DONE = "data: [DONE]\n\n";
const ROLE = chunk({ role: "assistant", content: "" });
const text = (content: string): string => chunk({ content });

const openai = { providers: ["openai"] } as const;
const COMPLETED = { status: "completed", finish_reason: "stop" } as const;

/** Chat completions and completions. */
export const OPENAI_STREAMS: readonly ConformanceStream[] = [
  {
    ...openai,
    name: "a role-only first delta, content, a finish chunk, usage and [DONE], each in a write of its own",
    writes: [ROLE, text("Hel"), text("lo"), finish(), usageChunk(5, 2), DONE],
    expected: {
      ...COMPLETED,
      events: ["delta@0", "answer@1", "answer@2", "delta@3", "event@4", "terminal@5"],
      terminal: 5,
      content: "Hello",
      usage: { input: 5, output: 2 },
      tpot_ms: 20,
    },
  },
  {
    ...openai,
    name: "headers with the first token, and a role delta in the same write as it",
    head: "with_first_write",
    writes: [chunk({ role: "assistant", content: null }) + text("a"), text("b"), finish() + DONE],
    expected: {
      ...COMPLETED,
      events: ["delta@0", "answer@0", "answer@1", "delta@2", "terminal@2"],
      terminal: 2,
      content: "ab",
      tpot_ms: null,
    },
  },
  {
    ...openai,
    name: "no role delta at all, role null and content null in later deltas",
    writes: [text("a"), chunk({ role: null, content: null }), chunk({ role: null, content: "b" }), finish(), DONE],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "delta@1", "answer@2", "delta@3", "terminal@4"],
      terminal: 4,
      content: "ab",
    },
  },
  {
    ...openai,
    name: "reasoning before the role delta, then the answer",
    writes: [
      chunk({ reasoning_content: "hm" }),
      ROLE,
      chunk({ reasoning: "so" }),
      text("42"),
      finish() + usageChunk(3, 9, { completion_tokens_details: { reasoning_tokens: 6 } }) + DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["reasoning@0", "delta@1", "reasoning@2", "answer@3", "delta@4", "event@4", "terminal@4"],
      terminal: 4,
      content: "42",
      reasoning: "hmso",
      usage: { input: 3, output: 9, reasoning: 6 },
      tpot_ms: 7.5,
      has_hidden_reasoning: false,
    },
  },
  {
    ...openai,
    name: "reasoning that is counted and never streamed",
    writes: [
      text("4"),
      text("2"),
      finish() + usageChunk(3, 102, { completion_tokens_details: { reasoning_tokens: 100 } }) + DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "delta@2", "event@2", "terminal@2"],
      terminal: 2,
      content: "42",
      usage: { input: 3, output: 102, reasoning: 100 },
      tpot_ms: 20,
      has_hidden_reasoning: true,
    },
  },
  {
    ...openai,
    name: "the finish reason in the last content delta, with usage in it, and [DONE] in the same write",
    writes: [text("a"), chunk({ content: "b" }, usage(7, 2), { finish_reason: "length" }) + DONE],
    expected: {
      events: ["answer@0", "answer@1", "terminal@1"],
      status: "completed",
      finish_reason: "length",
      terminal: 1,
      content: "ab",
      usage: { input: 7, output: 2 },
      tpot_ms: 20,
    },
  },
  {
    ...openai,
    name: "usage null in every chunk but the last, and a count that grows in each",
    writes: [
      chunk({ content: "a" }, { usage: null }),
      chunk({ content: "b" }, usage(4, 2)),
      finish("stop", usage(4, 3)),
      DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "delta@2", "terminal@3"],
      terminal: 3,
      content: "ab",
      usage: { input: 4, output: 3 },
      tpot_ms: 10,
    },
  },
  {
    ...openai,
    name: "a running count, by which the first content chunk brought three tokens of seven",
    writes: [
      chunk({ role: "assistant", content: "" }, usage(4, 0)),
      chunk({ content: "I have not" }, usage(4, 3)),
      chunk({ content: " the" }, usage(4, 5)),
      chunk({ content: " time" }, usage(4, 7)),
      finish("stop", usage(4, 7)) + DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["delta@0", "answer@1", "answer@2", "answer@3", "delta@4", "terminal@4"],
      terminal: 4,
      content: "I have not the time",
      usage: { input: 4, output: 7 },
      tpot_ms: 10,
    },
  },
  {
    ...openai,
    name: "a usage of 0 tokens although text came",
    writes: [text("a"), text("b"), finish() + usageChunk(0, 0) + DONE],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "delta@2", "event@2", "terminal@2"],
      terminal: 2,
      content: "ab",
      usage: {},
      tpot_ms: null,
    },
  },
  {
    ...openai,
    name: "usage never, and several tokens in one chunk",
    writes: [text("one two"), text(" three four"), finish() + DONE],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "delta@2", "terminal@2"],
      terminal: 2,
      content: "one two three four",
      usage: {},
      tpot_ms: null,
    },
  },
  {
    ...openai,
    name: "only tool calls: a name, then arguments in pieces, of two calls",
    writes: [
      chunk({ tool_calls: [{ index: 0, id: "c0", type: "function", function: { name: "find", arguments: "" } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"q":' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"x"}' } }] }),
      chunk({ tool_calls: [{ index: 1, id: "c1", type: "function", function: { name: "stop", arguments: "{}" } }] }),
      finish("tool_calls") + DONE,
    ],
    expected: {
      events: ["tool_call@0", "tool_call@1", "tool_call@2", "tool_call@3", "delta@4", "terminal@4"],
      status: "completed",
      finish_reason: "tool_calls",
      terminal: 4,
      content: "",
      tool_calls: [
        { name: "find", arguments: '{"q":"x"}' },
        { name: "stop", arguments: "{}" },
      ],
    },
  },
  {
    ...openai,
    name: "an error object inside a 200 stream",
    writes: [text("a"), data({ error: { message: "CUDA out of memory", type: "server_error", code: 500 } }) + DONE],
    expected: {
      events: ["answer@0", "event@1", "terminal@1"],
      status: "infra_error",
      reason_code: "internal_error",
      terminal: 1,
      content: "a",
    },
  },
  {
    ...openai,
    name: "an event named error",
    writes: [text("a"), 'event: error\ndata: {"message":"slow down","code":"rate_limit_exceeded"}\n\n'],
    expected: {
      events: ["answer@0", "event@1"],
      status: "rate_limited",
      reason_code: "rate_limit_exceeded",
      content: "a",
    },
  },
  {
    ...openai,
    name: "a clean end without [DONE] after a finish reason",
    writes: [text("a"), finish()],
    expected: { ...COMPLETED, events: ["answer@0", "delta@1"], terminal: 1, content: "a" },
  },
  {
    ...openai,
    name: "a clean end without a finish reason or [DONE]",
    writes: [text("a"), text("b")],
    expected: { events: ["answer@0", "answer@1"], status: "infra_error", reason_code: "truncated", content: "ab" },
  },
  {
    ...openai,
    name: "a reset in the middle of the stream, after half an event",
    writes: [text("a"), text("b"), 'data: {"choices":[{"delta":{"con'],
    end: "reset",
    expected: {
      events: ["answer@0", "answer@1"],
      status: "infra_error",
      reason_code: "connection_reset",
      content: "ab",
    },
  },
  {
    ...openai,
    name: "a connection closed before the framing's end, although a finish reason came",
    writes: [text("a"), finish()],
    end: "closed",
    expected: {
      events: ["answer@0", "delta@1"],
      status: "infra_error",
      reason_code: "truncated",
      finish_reason: "stop",
      content: "a",
    },
  },
  {
    ...openai,
    name: "a stall",
    writes: [ROLE, text("a")],
    end: "stall",
    expected: { events: ["delta@0", "answer@1"], status: "timeout", reason_code: "idle_timeout", content: "a" },
  },
  {
    ...openai,
    name: "a response left open after [DONE]",
    writes: [text("a"), finish() + DONE],
    end: "open",
    expected: { ...COMPLETED, events: ["answer@0", "delta@1", "terminal@1"], terminal: 1, content: "a" },
  },
  {
    ...openai,
    name: "malformed JSON in the middle, an unknown event type, and no JSON object",
    writes: [
      text("a"),
      "data: {nonsense\n\n",
      'event: note\ndata: {"x":1}\n\n',
      "data: 17\n\n",
      text("b"),
      finish() + DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "malformed@1", "event@2", "event@3", "answer@4", "delta@5", "terminal@5"],
      terminal: 5,
      content: "ab",
      malformed: 1,
    },
  },
  {
    ...openai,
    name: "U+2028, U+2029, U+0085, escapes and halves of a character in two deltas",
    writes: [
      text("\u2028\u2029\u0085"),
      'data: {"choices":[{"index":0,"delta":{"content":"\\ud83d"}}]}\n\n',
      'data: {"choices":[{"index":0,"delta":{"content":"\\ude00\\n"}}]}\n\n',
      text('"\\'),
      finish() + DONE,
    ],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "answer@2", "answer@3", "delta@4", "terminal@4"],
      terminal: 4,
      content: '\u2028\u2029\u0085\u{1f600}\n"\\',
    },
  },
  {
    ...openai,
    name: "a 200 with a JSON error body instead of a stream",
    headers: { "content-type": "application/json" },
    framing: "length",
    writes: ['{"error":{"message":"The model is overloaded.","type":"overloaded_error"}}'],
    expected: { events: [], status: "rate_limited", reason_code: "overloaded" },
  },
  {
    ...openai,
    name: "a whole answer in one piece instead of a stream",
    headers: { "content-type": "application/json" },
    framing: "length",
    writes: ['{"object":"chat.completion","choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}'],
    expected: { events: [], status: "infra_error", reason_code: "not_streamed" },
  },
  {
    ...openai,
    name: "gzip, flushed with every event",
    headers: { "content-encoding": "gzip" },
    writes: GZIPPED,
    expected: { ...COMPLETED, events: ["answer@0", "answer@1", "terminal@1"], terminal: 1, content: "zipped" },
  },
  {
    ...openai,
    name: "a huge event",
    writes: [text("x".repeat(300_000)), text("y"), finish() + DONE],
    expected: {
      ...COMPLETED,
      events: ["answer@0", "answer@1", "delta@2", "terminal@2"],
      terminal: 2,
      content: `${"x".repeat(300_000)}y`,
    },
  },
  {
    ...openai,
    name: "plain completions, as llama.cpp and vLLM serve them, with timings",
    writes: [
      data({ object: "text_completion", choices: [{ index: 0, text: "a", finish_reason: null }] }),
      data({
        object: "text_completion",
        choices: [{ index: 0, text: "b", finish_reason: "stop" }],
        timings: { predicted_n: 2 },
      }),
      DONE,
    ],
    expected: { ...COMPLETED, events: ["answer@0", "answer@1", "terminal@2"], terminal: 2, content: "ab" },
  },
  {
    ...openai,
    name: "the responses API, which ends without [DONE]",
    writes: [
      'event: response.created\ndata: {"type":"response.created","response":{"id":"r1","model":"m","status":"in_progress"}}\n\n',
      'event: response.reasoning_summary_text.delta\ndata: {"type":"response.reasoning_summary_text.delta","delta":"hm"}\n\n',
      'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","output_index":1,"delta":"Hi"}\n\n',
      'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","output_index":1,"delta":"!"}\n\n',
      'event: response.completed\ndata: {"type":"response.completed","response":{"id":"r1","status":"completed","usage":{"input_tokens":9,"output_tokens":4,"output_tokens_details":{"reasoning_tokens":1},"input_tokens_details":{"cached_tokens":8}}}}\n\n',
    ],
    expected: {
      events: ["event@0", "reasoning@1", "answer@2", "answer@3", "terminal@4"],
      status: "completed",
      finish_reason: "completed",
      terminal: 4,
      content: "Hi!",
      reasoning: "hm",
      usage: { input: 9, output: 4, reasoning: 1, cached: 8 },
    },
  },
  {
    ...openai,
    name: "a response that failed",
    writes: [
      'data: {"type":"response.output_text.delta","delta":"Hi"}\n\n',
      'data: {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"no"}}}\n\n',
    ],
    expected: {
      events: ["answer@0", "terminal@1"],
      status: "infra_error",
      reason_code: "internal_error",
      finish_reason: "failed",
      terminal: 1,
      content: "Hi",
    },
  },
];
