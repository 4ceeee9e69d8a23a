import { CreateSweep } from "@tfbench/contracts";
import type { Sweep } from "@tfbench/contracts";
import { cancelSweep, createSweep, getSweep } from "@tfbench/services";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";
import type { Worker } from "./start-worker.ts";

let rig: WorkerRig;
const workers: Worker[] = [];
beforeAll(async () => {
  rig = await openWorkerRig();
});
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
});
afterAll(() => rig.close());

const QUICK = { ttft_ms: 10, gap_ms: 0, output_tokens: 1 };
const CLOSED = { kind: "closed", runs: 40, concurrency: 1, start_spread_ms: 0 };

async function search(script: Record<string, unknown>, changes: Record<string, unknown>): Promise<Sweep> {
  const scenario_id = await rig.makeLoadScenario(script);
  const order = { low: 1, high: 4, loads_per_level: 2, confidence: 0.8, slos: ["success >= 0.8"], ...changes };
  const input = CreateSweep.parse({ scenario_id, load: CLOSED, seed: 7, search: order });
  return (await createSweep(rig.ctx, { ...input, idempotency_key: undefined })).sweep;
}
const ended = (id: number) => rig.until("SELECT 1 FROM sweeps WHERE id = $1 AND search ->> 'ended' IS NOT NULL", [id]);

test("each load follows from the one before, until the search is decided, also with several workers", async () => {
  const created = await search(QUICK, {});
  for (let n = 0; n < 2; n += 1) workers.push(await rig.startWorker());

  await ended(created.id);

  const { search: found, levels, status } = await getSweep(rig.ctx, created.id);
  expect(created.search).toMatchObject({ ended: null, sentence: null, tried: [{ level: 1, verdict: null }] });
  expect(found).toMatchObject({ ended: "decided", open_batch_id: null, most_left: 0 });
  expect(status).toBe("finished");
  const loads = found?.tried.flatMap((tried) => tried.loads.map(({ batch_id }) => [batch_id, tried.level])) ?? [];
  expect(levels.map(({ batch, level }) => [batch.id, level])).toEqual(loads);
  expect(levels.map(({ batch, level }) => batch.run_count - level)).toEqual(levels.map(() => 40));
  // A busy machine may rightly show less, and never more than there is.
  if (found?.highest_met === null) expect(found.sentence).toMatch(/^No level is shown to meet success >= 0\.8\. /);
  else expect(found?.sentence).toMatch(/^Concurrency [124] meets success >= 0\.8 \(80 % confidence, n \d+\); /);
}, 60_000);

test("a level that does not meet the objectives ends the search, and runs that warm up are in no evidence", async () => {
  const created = await search({ ...QUICK, fault: { kind: "http_500" } }, {});
  workers.push(await rig.startWorker());

  await ended(created.id);

  const { search: found, status } = await getSweep(rig.ctx, created.id);
  expect(status).toBe("finished");
  expect(found).toMatchObject({ ended: "decided", highest_met: null, lowest_not_met: 1 });
  expect(["missed", "invalid"]).toContain(found?.tried[0]?.verdict);
  expect(found?.tried[0]?.loads[0]?.evidence).toMatchObject([{ good: 0, n: 40 }]);
}, 60_000);

test("cancelling ends the load that is measured and the search with it", async () => {
  const created = await search({ ttft_ms: 5, gap_ms: 1_000, output_tokens: 600 }, {});
  workers.push(await rig.startWorker());
  await rig.until(
    "SELECT 1 FROM runs r JOIN batches b ON b.id = r.batch_id WHERE b.sweep_id = $1 AND r.status = 'running'",
    [created.id],
  );

  await cancelSweep(rig.ctx, { id: created.id });

  await ended(created.id);
  const { search: found, status, levels } = await getSweep(rig.ctx, created.id);
  expect(status).toBe("cancelled");
  expect(levels).toHaveLength(1);
  expect(found).toMatchObject({ ended: "cancelled", tried: [{ level: 1, verdict: "cut" }] });
  await expect(cancelSweep(rig.ctx, { id: created.id })).rejects.toMatchObject({ code: "not_cancellable" });
}, 60_000);
