import { expect, test } from "vitest";
import { describeCalibration } from "./describe-calibration.ts";

const CALIBRATION = {
  machine: "bench x64 2 x CPU",
  node: "v24.0.0",
  at: "2026-11-28T06:22:42.621Z",
  ttft_bias_ms: { n: 12, p50: 0.3, mean: 0.39, p99: 1 },
  send_lateness_ms_p99: 0.6,
  levels: [
    { streams: 32, gap_error_ms_p99: 0.5 },
    { streams: 128, gap_error_ms_p99: 2.25 },
  ],
};
const closed = (concurrency: number) => ({ kind: "closed", runs: 10, concurrency, start_spread_ms: 100 }) as const;

test("the gap error beside a result is that of the first level with at least as many streams", () => {
  expect(describeCalibration(CALIBRATION, closed(33))).toBe(
    "calibrated on 2026-11-28: TTFT bias 0.390 ms (mean of 12, 1 stream); gap error 2.25 ms (p99, 128 streams); starts 0.600 ms late (p99, 50/s)",
  );
});

test("a load beyond every level is told that the calibration did not go so far", () => {
  expect(describeCalibration(CALIBRATION, closed(256))).toContain(
    "gap error 2.25 ms (p99, 128 streams, the most it held or tried)",
  );
});

test("a file without these figures gives no line", () => {
  const { levels: _levels, ...older } = CALIBRATION;

  expect(describeCalibration(older, closed(1))).toBeNull();
  expect(describeCalibration(null, closed(1))).toBeNull();
});

test("a load that may have any number open is told the gap error of the highest level", () => {
  const open = { kind: "poisson", rate_per_second: 5, runs: 10, max_in_flight: null, on_full: "wait" } as const;

  expect(describeCalibration(CALIBRATION, open)).toContain(
    "gap error 2.25 ms (p99, 128 streams, the most it held or tried)",
  );
});

test("a calibration of a machine that was not quiet says so, and one of a quiet machine says nothing of it", () => {
  expect(describeCalibration({ ...CALIBRATION, others_busy_share: 0.38 }, closed(1))).toMatch(
    /; the machine was not quiet then: others had 38 % of its processors$/,
  );
  expect(describeCalibration({ ...CALIBRATION, others_busy_share: 0.02 }, closed(1))).toMatch(/late \(p99, 50\/s\)$/);
});
