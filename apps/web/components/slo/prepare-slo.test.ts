import type { SloReport, SloVerdict } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { makeSloReport, makeSloVerdict } from "#fixtures/make-slo.ts";
import { prepareSlo } from "./prepare-slo.ts";

const rowOf = (changes: Partial<SloVerdict>) =>
  prepareSlo(makeSloReport({ verdicts: [makeSloVerdict(changes)] })).rows[0];
const keptOf = (changes: Partial<SloReport>) => prepareSlo(makeSloReport(changes)).kept;

test("a breach is told with the figure, what it rests on and the bound that shows it", () => {
  expect(rowOf({})).toMatchObject({
    text: "success >= 0.9",
    look: { word: "breached" },
    figure: { value: "62", unit: "%", basis: "32/52 as asked", why: null },
    bound: "at most 73 %",
    why: null,
  });
});

test.each<[Partial<SloVerdict>, string]>([
  [{ verdict: "met", low: 0.93, high: 0.99 }, "at least 93 %"],
  [{ verdict: "met", subject: "error", text: "error <= 0.1", low: 0.01, high: 0.07 }, "at most 7 %"],
  [
    { verdict: "breached", subject: "quantile", text: "p95(ttft_ms) < 800", unit: "ms", low: 1_010 },
    "at least 1,010 ms",
  ],
  [{ verdict: "unproven", reason: "unproven", low: 0.85, high: 0.95 }, "at least 85 %, at most 95 %"],
  [{ verdict: "unproven", reason: "unproven", unit: "ms", low: 5, high: null }, "at least 5 ms, no upper bound"],
  [{ verdict: "unproven", reason: "no_run", n: 0, value: null }, ""],
])("the bound of %j is %s", (changes, bound) => {
  expect(rowOf(changes)?.bound).toBe(bound);
});

test.each<[Partial<SloVerdict>, string]>([
  [{ reason: "unproven", runs_to_settle: 180 }, "these runs allow both; about 180 such runs would settle it"],
  [{ reason: "unproven", runs_to_settle: null }, "these runs allow both; it would take more than 520 runs"],
  [{ reason: "unevaluated", unevaluated: 40 }, "completed runs that nobody judged decide it (40)"],
  [{ reason: "preliminary" }, "decided once the batch has ended"],
])("why %j is unproven is said in words", (changes, why) => {
  expect(rowOf({ verdict: "unproven", ...changes })?.why).toBe(why);
});

test("where nobody judged a run, no share of successes or errors is told", () => {
  for (const subject of ["success", "error"] as const)
    expect(
      rowOf({ subject, verdict: "unproven", reason: "unevaluated", good: 0, unevaluated: 36 })?.figure,
    ).toMatchObject({
      value: null,
      why: "not evaluated",
    });
  expect(rowOf({ unevaluated: 4 })?.figure.value).toBe("62");
});

test("a quantile among runs without an end is not reached; runs that depend on each other are worth fewer", () => {
  expect(rowOf({ value: null, subject: "quantile", unit: "ms" })?.figure.why).toBe("not reached");
  expect(rowOf({ effective_n: 20.5 })?.figure.basis).toBe("32/52 as asked, worth 20");
});

test("goodput and the runs that keep every limit stand with their interval and what they rest on", () => {
  expect(keptOf({})).toEqual([
    {
      title: "Runs that keep every limit",
      figure: expect.objectContaining({ value: "75", unit: "%", interval: "60-86", basis: "30/40" }),
    },
    {
      title: "Goodput",
      figure: expect.objectContaining({
        value: "1.54",
        unit: "/s",
        interval: "1.23-1.76",
        basis: "30 good runs in 19.5 s",
      }),
    },
  ]);
});

test("without limits of single runs there is none of the two, and a window without length has no goodput", () => {
  expect(keptOf({ limits: [], slo_attainment: null, goodput: null })).toEqual([]);
  expect(
    keptOf({ goodput: { per_second: null, low: null, high: null, good: 1, window_ms: 0 } })[1]?.figure,
  ).toMatchObject({ value: null, why: "all runs were due at once" });
});

test("every figure of an invalid measurement is struck through", () => {
  const struckOf = (isStruck: boolean) => {
    const { kept, rows } = prepareSlo(makeSloReport({ verdicts: [makeSloVerdict({})] }), isStruck);
    return [...kept, ...rows].map(({ figure }) => figure.isStruck === true);
  };

  expect(struckOf(true)).toEqual([true, true, true]);
  expect(struckOf(false)).toEqual([false, false, false]);
});
