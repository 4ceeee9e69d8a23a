import { expect, test } from "vitest";
import { describeChange } from "./describe-change.ts";
import type { SideChange } from "./compare-sides.ts";

const THAN = "the 7 days before";
const change = (changes: Partial<SideChange>): SideChange => ({
  interval: { e: 0.1, low: 0.05, high: 0.15 },
  tail: { e: 0.01, low: -0.02, high: 0.03 },
  n_before: 120,
  n_after: 120,
  noise: "known",
  ...changes,
});

test.each([
  [
    "a slower typical run",
    { interval: { e: 0.1133, low: 0.077, high: 0.157 } },
    "worse",
    "12 % (8 to 17 %) slower than the 7 days before; p95 same within 5 %",
  ],
  [
    "a faster one, in time that is saved",
    { interval: { e: -0.1625, low: -0.2231, high: -0.1054 } },
    "better",
    "15 % (10 to 20 %) faster than the 7 days before; p95 same within 5 %",
  ],
  [
    "the same",
    { interval: { e: 0.01, low: -0.02, high: 0.03 } },
    "same",
    "Same within 5 % as the 7 days before (-2 % to +3 %); p95 same within 5 %",
  ],
  [
    "a real change that does not matter",
    { interval: { e: 0.02, low: 0.01, high: 0.03 } },
    "same",
    "A real change of +2 % against the 7 days before, under 5 %; p95 same within 5 %",
  ],
  [
    "too few samples",
    { interval: { e: 0, low: -0.1, high: 0.1 } },
    "too_few",
    "Too few samples against the 7 days before: -10 % to +11 %; about 480 runs a side would settle it; p95 same within 5 %",
  ],
  [
    "a typical run that is the same while the tail got worse",
    { interval: { e: 0.01, low: -0.02, high: 0.03 }, tail: { e: 0.3, low: 0.1, high: 0.5 } },
    "worse",
    "Same within 5 % as the 7 days before (-2 % to +3 %); p95 35 % (11 to 65 %) slower",
  ],
  [
    "a faster typical run whose tail is unknown",
    { interval: { e: -0.1625, low: -0.2231, high: -0.1054 }, tail: null },
    "too_few",
    "15 % (10 to 20 %) faster than the 7 days before; tail unknown (p95 needs 59 runs a side)",
  ],
  [
    "few batches",
    { noise: "unknown", tail: null },
    "worse",
    "11 % (5 to 16 %) slower than the 7 days before; tail unknown (p95 needs 59 runs a side); batch-to-batch noise unknown",
  ],
] as const)("of times: %s", (_, changes, verdict, sentence) => {
  expect(describeChange("total_duration_ms", change(changes), THAN)).toMatchObject({ verdict, sentence });
});

test.each([
  [{ e: 0.04, low: -0.01, high: 0.09 }, "too_few", "-9 points to +1 points"],
  [{ e: 0.2, low: 0.1, high: 0.3 }, "worse", "20 points (10 to 30) lower than the 7 days before"],
  [{ e: -0.2, low: -0.3, high: -0.1 }, "better", "20 points (10 to 30) higher than the 7 days before"],
  [{ e: 0, low: -0.02, high: 0.03 }, "same", "Same within 5 points as the 7 days before (-3 points to +2 points)"],
] as const)("of rates: %j is %s, in the direction of the rate", (interval, verdict, part) => {
  const described = describeChange("success", change({ interval, tail: null }), THAN);

  expect(described.verdict).toBe(verdict);
  expect(described.sentence).toContain(part);
  expect(described.unit).toBe("points");
});
