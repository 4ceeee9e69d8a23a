import { expect, test } from "vitest";
import { createTimeline } from "./timeline.ts";

type Plan = Parameters<typeof createTimeline>[0];
const PLAN: Plan = {
  outcome: "completed",
  duration_ms: 1000,
  steps: 2,
  extra_events: [],
  run_limit_ms: 600_000,
  max_steps: null,
  error_code: "TASK_FAILED",
};

/** `offset act`, with the detail that tells entries of one kind apart. */
function shown(plan: Partial<Plan>): string[] {
  return createTimeline({ ...PLAN, ...plan }).map((entry) => {
    const offset = Math.round(entry.offset_ms);
    if (entry.act === "progress") return `${offset} progress ${entry.step}`;
    if (entry.act === "break") return `${offset} break ${entry.how}`;
    if (entry.act === "extra") return `${offset} extra ${entry.extra}`;
    if (entry.act === "scripted") return `${offset} scripted ${entry.index}`;
    if (entry.act !== "finish") return `${offset} ${entry.act}`;
    const { ending } = entry;
    return `${offset} finish ${ending.status === "FAILED" ? ending.error.code : ending.status}`;
  });
}

const ROWS: [sentence: string, plan: Partial<Plan>, expected: string[]][] = [
  [
    "steps are spread evenly between the live view and the end",
    {},
    ["0 started", "100 streaming_url", "400 progress 1", "700 progress 2", "1000 finish COMPLETED"],
  ],
  [
    "a late first event moves everything but the end",
    { first_event_ms: 500, steps: 1 },
    ["500 started", "550 streaming_url", "775 progress 1", "1000 finish COMPLETED"],
  ],
  [
    "a run without steps and live view has two events",
    { steps: 0, streaming_url: false },
    ["0 started", "1000 finish COMPLETED"],
  ],
  [
    "gaps give each event its own offset and decide the number of steps",
    { event_delays_ms: [10, 20, 30, 40] },
    ["10 started", "30 streaming_url", "60 progress 1", "100 finish COMPLETED"],
  ],
  [
    "gaps without a live view leave the second event to the first step",
    { event_delays_ms: [10, 20, 30], streaming_url: false },
    ["10 started", "30 progress 1", "60 finish COMPLETED"],
  ],
  [
    "a zero duration keeps the order",
    { duration_ms: 0, steps: 1 },
    ["0 started", "0 streaming_url", "0 progress 1", "0 finish COMPLETED"],
  ],
  [
    "extras follow the first step",
    { steps: 1, extra_events: ["ERROR", "malformed"] },
    [
      "0 started",
      "100 streaming_url",
      "550 progress 1",
      "550 extra ERROR",
      "550 extra malformed",
      "1000 finish COMPLETED",
    ],
  ],
  [
    "extras of a run without steps come before its end",
    { steps: 0, extra_events: ["ERROR"] },
    ["0 started", "100 streaming_url", "1000 extra ERROR", "1000 finish COMPLETED"],
  ],
  [
    "scripted events stand at their offsets, and none follows the end",
    {
      steps: 0,
      events: [
        { at_ms: 50, raw: "a" },
        { at_ms: 1000, raw: "b" },
        { at_ms: 1001, raw: "c" },
      ],
    },
    ["0 started", "50 scripted 0", "100 streaming_url", "1000 scripted 1", "1000 finish COMPLETED"],
  ],
  [
    "a failed run ends with its code",
    { outcome: "failed", steps: 0 },
    ["0 started", "100 streaming_url", "1000 finish TASK_FAILED"],
  ],
  [
    "a run may be cancelled by the provider",
    { outcome: "cancelled", steps: 0 },
    ["0 started", "100 streaming_url", "1000 finish CANCELLED"],
  ],
  [
    "a truncated run breaks half-way and still finishes",
    { outcome: "truncated", steps: 0 },
    ["0 started", "100 streaming_url", "500 break truncated", "1000 finish COMPLETED"],
  ],
  [
    "the break comes where the script puts it",
    { outcome: "reset", steps: 0, break_at_ms: 50 },
    ["0 started", "50 break reset", "100 streaming_url", "1000 finish COMPLETED"],
  ],
  [
    "a stalled run is silent until the run limit fails it",
    { outcome: "stall", run_limit_ms: 5000 },
    ["0 started", "100 streaming_url", "400 progress 1", "500 break stall", "5000 finish TIMEOUT"],
  ],
  [
    "a run longer than its limit fails at the limit",
    { run_limit_ms: 500 },
    ["0 started", "100 streaming_url", "400 progress 1", "500 finish TIMEOUT"],
  ],
  [
    "a step beyond the allowed number fails the run in its place",
    { max_steps: 1 },
    ["0 started", "100 streaming_url", "400 progress 1", "700 finish MAX_STEPS_EXCEEDED"],
  ],
  [
    "as many steps as allowed do not fail the run",
    { max_steps: 2 },
    ["0 started", "100 streaming_url", "400 progress 1", "700 progress 2", "1000 finish COMPLETED"],
  ],
];

test.each(ROWS)("%s", (_sentence, plan, expected) => {
  expect(shown(plan)).toEqual(expected);
});
