import type { ConformanceStream } from "./conformance-stream.ts";

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const http_sse = { providers: ["http_sse"] } as const;

/** Streams that only their request explains. */
export const HTTP_SSE_STREAMS: readonly ConformanceStream[] = [
  {
    ...http_sse,
    name: "plain text in every event, which ends with the response",
    request: { stream: {} },
    writes: ["data: one\n\n", "data:  two\n\n", "data: [END]\n\n"],
    expected: {
      events: ["answer@0", "answer@1", "answer@2"],
      status: "completed",
      terminal: 2,
      content: "one two[END]",
    },
  },
  {
    ...http_sse,
    name: "usage, reasoning and an end that a field tells",
    request: {
      stream: {
        content: "$.out['a text']",
        reasoning: "$.thought",
        terminal: { path: "$.state", equals: "end" },
        heartbeat: [{ event: "beat" }],
        usage: { output_tokens: "$.tokens[1]" },
        finish_reason: "$.why",
      },
    },
    writes: [
      data({ thought: "hm" }),
      "event: beat\ndata: {}\n\n",
      data({ out: { "a text": "x" } }),
      data({ out: { "a text": "y" } }),
      data({ state: "end", tokens: [1, 5], why: "done" }),
    ],
    expected: {
      events: ["reasoning@0", "heartbeat@1", "answer@2", "answer@3", "terminal@4"],
      status: "completed",
      finish_reason: "done",
      terminal: 4,
      content: "xy",
      reasoning: "hm",
      usage: { output: 5 },
      tpot_ms: 15,
    },
  },
  {
    ...http_sse,
    name: "an error where the request says that errors stand",
    request: { stream: { content: "$.t", error: "$.fault" } },
    writes: [data({ t: "a" }), data({ fault: { code: "rate_limit_exceeded", message: "slow down" } })],
    expected: {
      events: ["answer@0", "event@1"],
      status: "rate_limited",
      reason_code: "rate_limit_exceeded",
      content: "a",
    },
  },
  {
    ...http_sse,
    name: "a clean end without the last word that the request names",
    request: { stream: { content: "$.t", terminal: { event: "done" } } },
    writes: [data({ t: "a" }), data({ t: "b" })],
    expected: { events: ["answer@0", "answer@1"], status: "infra_error", reason_code: "truncated", content: "ab" },
  },
  {
    ...http_sse,
    name: "a text that decides about the end: it is read anew each time",
    request: { stream: { content: "$.t", terminal: { path: "$.t", equals: "bye" } } },
    writes: [data({ t: "hi" }), data({ t: "hi" }), data({ t: "bye" })],
    expected: { events: ["answer@0", "answer@1", "answer@2"], status: "completed", terminal: 2, content: "hihibye" },
  },
];
