import type { ConformanceStream } from "./conformance-stream.ts";

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const tinyfish = { providers: ["tinyfish"] } as const;

/** TinyFish, in the generations of its contract. What happens around a run is in the adapter's own tests. */
export const TINYFISH_STREAMS: readonly ConformanceStream[] = [
  {
    ...tinyfish,
    name: "a run with heartbeats, its live view and actions",
    writes: [
      data({ type: "STARTED", run_id: "r1" }),
      data({ type: "STREAMING_URL", run_id: "r1", streaming_url: "https://view.example" }),
      data({ type: "HEARTBEAT" }),
      data({ type: "PROGRESS", run_id: "r1", purpose: "look" }),
      data({ type: "PROGRESS", run_id: "r1", purpose: "click" }),
      data({ type: "COMPLETE", run_id: "r1", status: "COMPLETED", result: { a: 1 } }),
    ],
    expected: {
      events: ["event@0", "event@1", "heartbeat@2", "action@3", "action@4", "terminal@5"],
      status: "completed",
      terminal: 5,
    },
  },
  {
    ...tinyfish,
    name: "the camelCase names of an older generation",
    writes: [
      data({ type: "STARTED", runId: "r1" }),
      data({ type: "PROGRESS", runId: "r1" }),
      data({ type: "COMPLETE", runId: "r1", status: "COMPLETED", resultJson: { a: 1 } }),
    ],
    expected: { events: ["event@0", "action@1", "terminal@2"], status: "completed", terminal: 2 },
  },
  {
    ...tinyfish,
    name: "COMPLETE with its error as a string",
    writes: [data({ type: "STARTED", run_id: "r1" }), data({ type: "COMPLETE", status: "FAILED", error: "no luck" })],
    expected: { events: ["event@0", "terminal@1"], status: "infra_error", reason_code: "unknown_failure", terminal: 1 },
  },
  {
    ...tinyfish,
    name: "COMPLETE with its error as an object",
    writes: [
      data({ type: "STARTED", run_id: "r1" }),
      data({ type: "COMPLETE", status: "FAILED", error: { code: "TASK_FAILED", message: "no luck" } }),
    ],
    expected: { events: ["event@0", "terminal@1"], status: "agent_failed", reason_code: "task_failed", terminal: 1 },
  },
  {
    ...tinyfish,
    name: "a clean end without COMPLETE",
    writes: [data({ type: "STARTED", run_id: "r1" }), data({ type: "PROGRESS", run_id: "r1" })],
    expected: { events: ["event@0", "action@1"], status: "infra_error", reason_code: "truncated" },
  },
];
