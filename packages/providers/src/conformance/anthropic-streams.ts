import type { ConformanceStream } from "./conformance-stream.ts";

const event = (type: string, rest: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const start = event("message_start", {
  message: {
    id: "msg_1",
    model: "claude",
    usage: { input_tokens: 10, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 1 },
  },
});
const open = (index: number, content_block: object): string => event("content_block_start", { index, content_block });
const delta = (index: number, given: object): string => event("content_block_delta", { index, delta: given });
const text = (said: string): string => delta(0, { type: "text_delta", text: said });
const end = (stop_reason = "end_turn", output_tokens = 3): string =>
  event("message_delta", { delta: { stop_reason }, usage: { output_tokens } });
const stop = event("message_stop");
const opening = start + open(0, { type: "text", text: "" }) + event("ping");

const anthropic = { providers: ["anthropic"] } as const;

/** Anthropic's messages API. */
export const ANTHROPIC_STREAMS: readonly ConformanceStream[] = [
  {
    ...anthropic,
    name: "several opening events and the first delta in one write",
    writes: [opening + text("Hel"), text("lo"), event("content_block_stop", { index: 0 }), end() + stop],
    expected: {
      events: ["event@0", "delta@0", "heartbeat@0", "answer@0", "answer@1", "event@2", "event@3", "terminal@3"],
      status: "completed",
      finish_reason: "end_turn",
      terminal: 3,
      content: "Hello",
      usage: { input: 105, output: 3, cached: 90 },
      tpot_ms: 10,
    },
  },
  {
    ...anthropic,
    name: "thinking with its signature, then the answer, then a tool call",
    writes: [
      start + open(0, { type: "thinking", thinking: "" }),
      delta(0, { type: "thinking_delta", thinking: "hm" }),
      delta(0, { type: "signature_delta", signature: "abc" }),
      open(1, { type: "text", text: "" }) + delta(1, { type: "text_delta", text: "Yes" }),
      open(2, { type: "tool_use", id: "t1", name: "find", input: {} }),
      delta(2, { type: "input_json_delta", partial_json: "" }),
      delta(2, { type: "input_json_delta", partial_json: '{"q":1}' }),
      end("tool_use", 20) + stop,
    ],
    expected: {
      events: [
        "event@0",
        "delta@0",
        "reasoning@1",
        "delta@2",
        "delta@3",
        "answer@3",
        "tool_call@4",
        "delta@5",
        "tool_call@6",
        "event@7",
        "terminal@7",
      ],
      status: "completed",
      finish_reason: "tool_use",
      terminal: 7,
      content: "Yes",
      reasoning: "hm",
      tool_calls: [{ name: "find", arguments: '{"q":1}' }],
      usage: { input: 105, output: 20, cached: 90 },
    },
  },
  {
    ...anthropic,
    name: "an error event in the middle",
    writes: [opening + text("a"), event("error", { error: { type: "overloaded_error", message: "Overloaded" } })],
    expected: {
      events: ["event@0", "delta@0", "heartbeat@0", "answer@0", "event@1"],
      status: "rate_limited",
      reason_code: "overloaded",
      content: "a",
      usage: { input: 105, cached: 90 },
    },
  },
  {
    ...anthropic,
    name: "pings between deltas, and an event type of the future",
    writes: [opening, text("a"), event("ping"), event("content_block_glow", { index: 0 }), text("b"), end() + stop],
    expected: {
      events: [
        "event@0",
        "delta@0",
        "heartbeat@0",
        "answer@1",
        "heartbeat@2",
        "event@3",
        "answer@4",
        "event@5",
        "terminal@5",
      ],
      status: "completed",
      finish_reason: "end_turn",
      terminal: 5,
      content: "ab",
      usage: { input: 105, output: 3, cached: 90 },
    },
  },
  {
    ...anthropic,
    name: "heartbeats only, until the client gives up",
    writes: [start, event("ping"), event("ping")],
    end: "stall",
    expected: {
      events: ["event@0", "heartbeat@1", "heartbeat@2"],
      status: "timeout",
      reason_code: "idle_timeout",
      usage: { input: 105, cached: 90 },
    },
  },
  {
    ...anthropic,
    name: "a stream that ends without its stop reason",
    writes: [opening + text("a")],
    expected: {
      events: ["event@0", "delta@0", "heartbeat@0", "answer@0"],
      status: "infra_error",
      reason_code: "truncated",
      content: "a",
      usage: { input: 105, cached: 90 },
    },
  },
  {
    ...anthropic,
    name: "529 because the service is overloaded",
    status: 529,
    framing: "length",
    writes: ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'],
    expected: { events: [], status: "rate_limited", reason_code: "overloaded" },
  },
];
