import { expect, test } from "vitest";
import { planChats } from "./plan-chats.ts";

const chats = { turns: 4, think_ms: { from: 0, to: 0 } };
const closed = (runs: number) => ({ kind: "closed" as const, runs, concurrency: 2, start_spread_ms: 0 });

test("a load of chats keeps what it was, and does not say how many runs it has", () => {
  expect(planChats({ load: closed(2_500), seed: 7 }, chats)).toEqual({
    load: closed(2_500),
    seed: 7,
    is_open_ended: true,
  });
});

test.each([
  [{ load: closed(2_501), seed: 7 }],
  [
    {
      load: {
        kind: "poisson" as const,
        rate_per_second: 1,
        duration_ms: 9,
        max_in_flight: null,
        on_full: "wait" as const,
      },
      seed: 7,
      run_count: 2_501,
    },
  ],
])("conversations that may come to more runs than a batch holds are refused: $load.kind", (planned) => {
  expect(() => planChats(planned, chats)).toThrow(
    expect.objectContaining({
      code: "invalid_input",
      fields: [{ field: "load", message: "must make at most 2500 conversations" }],
    }),
  );
});
