import { expect, test } from "vitest";
import { nextStep, type PacerState, type PacerStep } from "./pacer.ts";

const profile = { kind: "closed", runs: 6, concurrency: 4, start_spread_ms: 100 } as const;

const TABLE: [sentence: string, state: PacerState, step: PacerStep][] = [
  ["the first run starts at the origin", { started: 0, inFlight: 0 }, { do: "start", atOffsetMs: 0 }],
  ["the second a quarter of the window later", { started: 1, inFlight: 1 }, { do: "start", atOffsetMs: 25 }],
  [
    "its place in the window is kept when the first has already ended",
    { started: 1, inFlight: 0 },
    { do: "start", atOffsetMs: 25 },
  ],
  ["the last of the first ones starts inside the window", { started: 3, inFlight: 3 }, { do: "start", atOffsetMs: 75 }],
  ["with all slots busy nothing starts", { started: 4, inFlight: 4 }, { do: "hold" }],
  ["a free slot is used at once after the first ones", { started: 4, inFlight: 3 }, { do: "startNow" }],
  ["after the last start it is over, whatever is still open", { started: 6, inFlight: 2 }, { do: "stop" }],
];

test.each(TABLE)("%s", (_sentence, state, step) => {
  expect(nextStep(profile, state)).toEqual(step);
});

test("without a window all first starts are due at once", () => {
  const together = { ...profile, start_spread_ms: 0 };

  expect(nextStep(together, { started: 3, inFlight: 3 })).toEqual({ do: "start", atOffsetMs: 0 });
});
