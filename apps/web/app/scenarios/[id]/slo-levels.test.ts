import { expect, test } from "vitest";
import { makeSloReport, makeSloVerdict } from "#fixtures/make-slo.ts";
import { sloLevels } from "./slo-levels.ts";

const slo = makeSloReport({
  limits: [{ metric: "total_duration_ms", below: true, limit: 20_000, text: "total_duration_ms < 20 s" }],
  verdicts: [
    makeSloVerdict(),
    makeSloVerdict({ text: "p50(total_duration_ms) < 9000" }),
    makeSloVerdict({ text: "p95(total_duration_ms) < 30000" }),
  ],
});

test("beside medians stand the limits of each run and of the median, in milliseconds; never that of a tail", () => {
  expect(sloLevels({ slo }, "total_duration_ms")).toEqual([
    { ms: 20_000, text: "total_duration_ms < 20 s" },
    { ms: 9_000, text: "p50(total_duration_ms) < 9000" },
  ]);
  expect(sloLevels({ slo }, "ttft_ms")).toEqual([]);
  expect(sloLevels({ slo: null }, "ttft_ms")).toEqual([]);
});
