import { expect, test } from "vitest";
import { calibrate } from "./calibrate.ts";

// What it finds depends on what else the machine does; that it finds what the server wrote does not.
test("a quick calibration says how far off this machine is, from every run of every step", async () => {
  const calibration = await calibrate("quick");

  expect(calibration.ttft_bias_ms.n).toBe(12);
  // Nothing is seen before it was written, and no clock of another origin was mixed in.
  expect(calibration.ttft_bias_ms.p50).toBeGreaterThan(0);
  expect(calibration.ttft_bias_ms.p50).toBeLessThan(1_000);
  expect(calibration.gap_error_ms_p99).toBeGreaterThan(0);
  expect(calibration.send_lateness_ms_p99).toBeGreaterThanOrEqual(0);
  expect(calibration.timer_resolution_ms).toBeGreaterThan(0);
  expect(calibration.timer_resolution_ms).toBeLessThan(1);
  expect(calibration.chunks_per_cpu_second).toBeGreaterThan(10_000);
  expect(calibration.levels[0]).toMatchObject({ streams: 32, failed: 0 });
});
