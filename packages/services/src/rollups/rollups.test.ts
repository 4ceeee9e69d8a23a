import type { Goal, RunStatus } from "@tfbench/contracts";
import { FINISHED_RUN_COLUMNS } from "@tfbench/store";
import type { FinishedRun, Sql } from "@tfbench/store";
import { LogHistogram, RunRollup } from "@tfbench/stats";
import { makeBatch, makeRun, testDatabase } from "@tfbench/testkit";
import type { MadeBatch, TestDatabase } from "@tfbench/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { addToRollups } from "./add-to-rollups.ts";
import { rebuildRollups } from "./rebuild-rollups.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

type RunSpec = {
  status: RunStatus;
  goal: Goal;
  hour: number;
  total_duration_ms: number;
  cost_usd: number | null;
  gapsMs: number[];
};

/** Sketches as text, so that equal means equal to the byte. */
const readRollups = (scenario_ids: readonly number[]) =>
  db.query(
    `SELECT origin, hour, scenario_id, automation_id, target_id, runs, counts::text, encode(total_sketch, 'hex') AS total,
       encode(ttft_sketch, 'hex') AS ttft, encode(gap_sketch, 'hex') AS gaps
     FROM run_rollups WHERE scenario_id = ANY($1) ORDER BY hour, scenario_id, automation_id, target_id`,
    [scenario_ids],
  );

async function writeRun(tx: Sql, batch: MadeBatch, batch_index: number, spec: RunSpec): Promise<FinishedRun> {
  const gaps = new LogHistogram();
  for (const gapMs of spec.gapsMs) gaps.add(gapMs);
  const { id } = await makeRun(tx, {
    batch,
    batch_index,
    status: spec.status,
    goal: spec.goal,
    total_duration_ms: spec.total_duration_ms,
    ttft_ms: spec.total_duration_ms / 3,
    due_at: `2026-05-01T${String(spec.hour).padStart(2, "0")}:59:59.999Z`,
    ...(spec.cost_usd === null ? {} : { cost_usd: spec.cost_usd }),
    ...(spec.gapsMs.length === 0 ? {} : { gap_sketch: Buffer.from(gaps.encode()) }),
  });
  const [run] = await tx.query<FinishedRun>(`SELECT ${FINISHED_RUN_COLUMNS} FROM runs WHERE id = $1`, [id]);
  if (run === undefined) throw new Error("The run was not written.");
  return run;
}

const spec = fc.record({
  status: fc.constantFrom<RunStatus>("completed", "agent_failed", "timeout", "cancelled", "aborted"),
  goal: fc.constantFrom<Goal>("not_evaluated", "passed", "failed", "blocked"),
  hour: fc.integer({ min: 0, max: 3 }),
  total_duration_ms: fc.double({ min: 0, max: 1e6, noNaN: true }),
  cost_usd: fc.option(fc.integer({ min: 0, max: 5_000_000 }).map((micro) => micro / 1e6)),
  gapsMs: fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { maxLength: 5 }),
});

test("rollups merged run by run, in any order and grouping, equal the rebuilt ones to the byte", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(spec, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (specs, perTransaction) => {
        const batch = await makeBatch(db, { runs: 0 });
        for (let first = 0; first < specs.length; first += perTransaction) {
          await db.transaction(async (tx) => {
            const runs: FinishedRun[] = [];
            for (const [i, one] of specs.slice(first, first + perTransaction).entries())
              runs.push(await writeRun(tx, batch, first + i, one));
            await addToRollups(tx, runs);
          });
        }
        const stored = await readRollups([batch.scenario_id]);

        await rebuildRollups(testContext(db));

        expect(await readRollups([batch.scenario_id])).toEqual(stored);
      },
    ),
    { numRuns: 8, seed: 3 },
  );
}, 60_000);

test("a run counts in the hour it was due, in the rollup of what it belongs to", async () => {
  const batch = await makeBatch(db, { runs: 0 });

  await db.transaction(async (tx) =>
    addToRollups(tx, [
      await writeRun(tx, batch, 0, {
        status: "completed",
        goal: "passed",
        hour: 5,
        total_duration_ms: 900,
        cost_usd: 0.05,
        gapsMs: [10, 20],
      }),
    ]),
  );

  const { scenario_id, automation_id, target_id } = batch;
  expect(await readRollups([scenario_id])).toMatchObject([
    { origin: "simulated", hour: "2026-05-01T05:00:00.000Z", scenario_id, automation_id, target_id, runs: 1 },
  ]);
  const [stored] = await db.query<{
    counts: Record<string, number>;
    total_sketch: Buffer;
    ttft_sketch: Buffer;
    gap_sketch: Buffer;
  }>("SELECT * FROM run_rollups WHERE scenario_id = $1", [scenario_id]);
  if (stored === undefined) throw new Error("No rollup was written.");
  const block = RunRollup.decode(stored).kpiBlock();
  expect(block).toMatchObject({
    finished: 1,
    success: { numerator: 1, denominator: 1 },
    cost_usd: { total: 0.05 },
    gaps_ms: { runs: 1 },
  });
});

test("transactions that finish runs of the same hours at once lose none and do not wait in a circle", async () => {
  const batches = [
    await makeBatch(db, { runs: 0 }),
    await makeBatch(db, { runs: 0 }),
    await makeBatch(db, { runs: 0 }),
  ];
  const base: RunSpec = {
    status: "completed",
    goal: "passed",
    hour: 0,
    total_duration_ms: 500,
    cost_usd: null,
    gapsMs: [],
  };
  const finishSome = (round: number) =>
    db.transaction(async (tx) => {
      const runs: FinishedRun[] = [];
      // Every transaction meets the rollups in another order.
      for (let i = 0; i < 6; i += 1) {
        const batch = batches[(round + i) % 3];
        if (batch !== undefined)
          runs.push(await writeRun(tx, batch, round * 6 + i, { ...base, hour: (round * 5 + i) % 4 }));
      }
      await addToRollups(tx, runs);
    });

  await Promise.all(Array.from({ length: 12 }, (_, round) => finishSome(round)));

  const stored = await readRollups(batches.map(({ scenario_id }) => scenario_id));
  expect(stored.reduce((sum, { runs }) => sum + Number(runs), 0)).toBe(72);
  await rebuildRollups(testContext(db));
  expect(await readRollups(batches.map(({ scenario_id }) => scenario_id))).toEqual(stored);
});

test("a transaction that is rolled back leaves no trace in the rollups", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const failing = db.transaction(async (tx) => {
    await addToRollups(tx, [
      await writeRun(tx, batch, 0, {
        status: "completed",
        goal: "passed",
        hour: 0,
        total_duration_ms: 1,
        cost_usd: null,
        gapsMs: [],
      }),
    ]);
    throw new Error("rolled back");
  });

  await expect(failing).rejects.toThrow("rolled back");

  expect(await readRollups([batch.scenario_id])).toEqual([]);
});

test("rebuilding mends rollups that were lost, wrong or left over", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  await db.transaction(async (tx) =>
    addToRollups(tx, [
      await writeRun(tx, batch, 0, {
        status: "completed",
        goal: "passed",
        hour: 7,
        total_duration_ms: 5,
        cost_usd: null,
        gapsMs: [],
      }),
    ]),
  );
  const right = await readRollups([batch.scenario_id]);
  await db.query("UPDATE run_rollups SET runs = 99, total_sketch = ttft_sketch WHERE scenario_id = $1", [
    batch.scenario_id,
  ]);
  await db.query(
    "INSERT INTO run_rollups SELECT project_id, origin, scenario_id, automation_id, target_id, '2020-01-01T00:00:00Z', counts, total_sketch, ttft_sketch, gap_sketch, runs FROM run_rollups WHERE scenario_id = $1",
    [batch.scenario_id],
  );

  await rebuildRollups(testContext(db));

  expect(await readRollups([batch.scenario_id])).toEqual(right);
});

test("nothing to add is nothing to do", async () => {
  await db.transaction((tx) => addToRollups(tx, []));

  expect(await readRollups([])).toEqual([]);
});

test("runs of a warm-up or cool-down are in no rollup, whether merged or rebuilt", async () => {
  const batch = await makeBatch(db, { runs: 0 });
  const one = { status: "completed", goal: "passed", hour: 5, total_duration_ms: 10, cost_usd: 1, gapsMs: [] } as const;
  await db.transaction(async (tx) => {
    const measured = await writeRun(tx, batch, 0, { ...one, gapsMs: [] });
    const left = await writeRun(tx, batch, 1, { ...one, gapsMs: [] });
    await tx.query("UPDATE runs SET load_part = 'warm_up' WHERE id = $1", [left.id]);
    await addToRollups(tx, [measured, { ...left, load_part: "warm_up" }]);
  });
  const stored = await readRollups([batch.scenario_id]);

  await rebuildRollups(testContext(db));

  expect(stored).toMatchObject([{ runs: 1 }]);
  expect(await readRollups([batch.scenario_id])).toEqual(stored);
});
