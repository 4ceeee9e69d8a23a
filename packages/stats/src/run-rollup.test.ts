import { CancelledBy, Goal, KpiBlock, RunStatus } from "@tfbench/contracts";
import type { Estimate } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gapStats } from "./gap-stats.ts";
import { mulberry32 } from "./mulberry32.ts";
import { RunRollup } from "./run-rollup.ts";
import { summarizeRuns } from "./summarize-runs.ts";
import type { RunFigures } from "./summarize-runs.ts";

const durationMs = fc.option(fc.double({ min: 0, max: 600_000, noNaN: true }), { freq: 8 });
const run: fc.Arbitrary<RunFigures> = fc.record({
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant<RunStatus>("completed") },
    fc.constantFrom(...RunStatus.options),
  ),
  goal: fc.oneof({ weight: 2, arbitrary: fc.constant<Goal>("passed") }, fc.constantFrom(...Goal.options)),
  cancelled_by: fc.option(fc.constantFrom(...CancelledBy.options)),
  total_duration_ms: durationMs,
  ttft_ms: durationMs,
  cost_usd: fc.option(fc.double({ min: 0, max: 5, noNaN: true })),
  gap_sketch: fc
    .array(fc.double({ min: 0, max: 30_000, noNaN: true }), { maxLength: 12 })
    .map((gapsMs) => gapStats(gapsMs, 500)?.sketch ?? null),
});

function rollupOf(runs: readonly RunFigures[]): RunRollup {
  const rollup = new RunRollup();
  for (const figures of runs) rollup.add(figures);
  return rollup;
}

/** The block without what a rollup can only estimate, or cannot know at all. */
function exactPart({ total_duration_ms, ttft_ms, gaps_ms, tokens: _tokens, ...exact }: KpiBlock) {
  const sizes = [total_duration_ms, ttft_ms, gaps_ms].flatMap(({ p50, p95, p99 }) =>
    [p50, p95, p99].map(({ n, needed }) => ({ n, needed })),
  );
  return { ...exact, gap_runs: gaps_ms.runs, sizes };
}

function expectWithinOnePercent(sketched: number | null, raw: number | null): void {
  expect(sketched === null).toBe(raw === null);
  expect(Math.abs(Number(sketched) - Number(raw))).toBeLessThanOrEqual(0.01 * Number(raw) * (1 + 1e-9) + 1e-6);
}

test("rollups of parts, merged in any order, are the rollup of all runs to the byte", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(run, { maxLength: 15 }), { maxLength: 5 }),
      fc.infiniteStream(fc.nat(1000)),
      (parts, keys) => {
        const order = parts.map((runs) => ({ runs, key: keys.next().value })).toSorted((a, b) => a.key - b.key);
        const merged = new RunRollup();
        for (const { runs } of order) merged.merge(rollupOf(runs));
        const mergedEncoded = new RunRollup();
        for (const runs of parts) mergedEncoded.mergeEncoded(rollupOf(runs).encode());

        const all = rollupOf(parts.flat());

        expect(merged.encode()).toEqual(all.encode());
        expect(mergedEncoded.encode()).toEqual(all.encode());
        expect(merged.kpiBlock()).toEqual(all.kpiBlock());
      },
    ),
    { seed: 11, numRuns: 100 },
  );
});

test("counts, rates and costs of a rollup are those of the raw rows", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 60 }), (runs) => {
      expect(exactPart(rollupOf(runs).kpiBlock())).toEqual(exactPart(summarizeRuns(runs, { seed: 1, resamples: 2 })));
    }),
    { seed: 12, numRuns: 100 },
  );
});

test("what runs of few tokens cost adds up, however little one costs, and merges with sums written before", () => {
  const cheap = {
    status: "completed",
    goal: "passed",
    cancelled_by: null,
    total_duration_ms: 1,
    ttft_ms: 1,
    gap_sketch: null,
    cost_usd: 4e-7,
  } as const;

  const rollup = rollupOf(Array.from({ length: 10_000 }, () => cheap));
  const { counts } = rollup.encode();
  rollup.mergeCounts({ gap_runs: 0, "cost.known_runs": 1, "cost.micro_usd": 250_000 });

  expect(counts).toMatchObject({ "cost.micro_usd": 4_000, "cost.attempted_micro_usd": 4_000 });
  expect(counts).not.toHaveProperty("cost.nano_usd");
  expect(rollup.kpiBlock().cost_usd).toMatchObject({ total: 0.254, known: 10_001 });
  expect(rollupOf([cheap]).encode().counts).toMatchObject({ "cost.micro_usd": 0, "cost.nano_usd": 400 });
});

test("percentiles of a rollup, and the ends of their intervals, are within 1 % of the raw ones", () => {
  const random = mulberry32(13);
  for (const size of [0, 5, 6, 60, 400]) {
    const runs = Array.from({ length: size }, (): RunFigures => ({
      status: "completed",
      goal: "passed",
      cancelled_by: null,
      total_duration_ms: 1000 * Math.exp(3 * random()),
      ttft_ms: 200 * random(),
      cost_usd: 0.1,
      gap_sketch:
        gapStats(
          Array.from({ length: 10 }, () => 400 * random()),
          500,
        )?.sketch ?? null,
    }));
    const raw = summarizeRuns(runs);
    const sketched = rollupOf(runs).kpiBlock();
    const pairs: [Estimate, Estimate][] = (["p50", "p95", "p99"] as const).flatMap((p) => [
      [sketched.total_duration_ms[p], raw.total_duration_ms[p]],
      [sketched.ttft_ms[p], raw.ttft_ms[p]],
    ]);
    for (const [estimate, truth] of pairs) {
      expect(estimate).toMatchObject({ n: truth.n, needed: truth.needed, estimator: "sketch", relative_error: 0.01 });
      expectWithinOnePercent(estimate.value, truth.value);
      expectWithinOnePercent(estimate.low, truth.low);
      expectWithinOnePercent(estimate.high, truth.high);
    }
    expect(sketched.gaps_ms.p95.value).toBe(raw.gaps_ms.p95.value);
  }
});

test("a rollup says it has no interval for pooled gaps, because the single runs are gone", () => {
  const gap_sketch = gapStats([10, 20, 30, 40, 50, 60], 500)?.sketch ?? null;
  const figures = {
    status: "completed",
    goal: "passed",
    cancelled_by: null,
    total_duration_ms: 1,
    ttft_ms: 1,
    cost_usd: 0,
  } as const;

  const { gaps_ms } = rollupOf(Array.from({ length: 20 }, () => ({ ...figures, gap_sketch }))).kpiBlock();

  expect(gaps_ms.p50).toMatchObject({ value: expect.any(Number), n: 120, low: null, high: null });
});

test("a stored rollup is read back whole", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
      const record = rollupOf(runs).encode();
      // Counts are stored as JSON.
      const stored = { ...record, counts: JSON.parse(JSON.stringify(record.counts)) };
      expect(RunRollup.decode(stored).encode()).toEqual(record);
    }),
    { seed: 14, numRuns: 50 },
  );
});

test("without its gaps a stored rollup adds the same counts and times", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 15 }), (runs) => {
      const { gap_sketch: _, ...stored } = rollupOf(runs).encode();
      const times = new RunRollup();
      times.mergeTimes(stored);

      expect(times.encode()).toMatchObject(stored);
      expect(times.gapsMs.count).toBe(0);
    }),
  );
});

test("a rollup's counts are plain and named", () => {
  const base = { total_duration_ms: null, ttft_ms: null, gap_sketch: null } as const;
  const rollup = rollupOf([
    { ...base, status: "completed", goal: "passed", cancelled_by: null, cost_usd: 0.25 },
    { ...base, status: "cancelled", goal: "not_evaluated", cancelled_by: "user", cost_usd: 0.5 },
  ]);

  expect(rollup.encode().counts).toEqual({
    "completed/passed": 1,
    "cancelled/not_evaluated/user": 1,
    "cost.known_runs": 2,
    "cost.micro_usd": 750_000,
    "cost.attempted_known_runs": 1,
    "cost.attempted_micro_usd": 250_000,
    gap_runs: 0,
  });
});

test.each([
  {
    name: "an unknown outcome",
    counts: { gap_runs: 0, "completed/great": 1 },
    says: "The count completed/great is not known.",
  },
  {
    name: "a part too many",
    counts: { gap_runs: 0, "cancelled/passed/user/x": 1 },
    says: "The count cancelled/passed/user/x is not known.",
  },
  {
    name: "a fraction",
    counts: { gap_runs: 0, "completed/passed": 0.5 },
    says: "The count completed/passed is not a whole number: 0.5.",
  },
  { name: "a missing count", counts: {}, says: "The count gap_runs is not a whole number: undefined." },
])("a corrupt record is refused: $name", ({ counts, says }) => {
  const record = { ...new RunRollup().encode(), counts: counts as Record<string, number> };

  expect(() => RunRollup.decode(record)).toThrow(says);
});

test("the block is what the contract says", () => {
  const block = rollupOf([]).kpiBlock();

  expect(KpiBlock.parse(block)).toEqual(block);
});

test("tokens, which it does not hold, are left out of its figures rather than called unknown", () => {
  expect(JSON.stringify(new RunRollup().kpiBlock())).not.toContain('"tokens"');
});
