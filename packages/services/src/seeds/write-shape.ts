import type { RunEvent } from "@tfbench/contracts";
import { seeds } from "@tfbench/store";
import type { FinishedRun, SampleRun, Sql } from "@tfbench/store";
import { mulberry32, summarizeRuns } from "@tfbench/stats";
import type { Random } from "@tfbench/stats";
import { firstRunsOf, slotsOf } from "../batches/plan-extent.ts";
import type { Context } from "../context.ts";
import { addToRollups } from "../rollups/add-to-rollups.ts";
import { drawRun } from "./draw-run.ts";
import type { DrawnRun } from "./draw-run.ts";
import type { ShapeHistory } from "./sample-shapes.ts";
import { planSampleBatch, writeSampleScenario } from "./write-sample-scenario.ts";

export type WrittenShape = { scenario_ids: number[]; batch_ids: number[]; runs: number };
type ShapeOrder = { name: string; histories: readonly ShapeHistory[]; seed: number };

/** Only the newest batches of a scenario keep their events. */
const BATCHES_WITH_EVENTS = 2;

/** Writes a shape's scenarios with all that happened to them up to now, in the caller's transaction. */
export async function writeShape(ctx: Context, tx: Sql, { name, histories, seed }: ShapeOrder): Promise<WrittenShape> {
  const random = mulberry32(seed);
  const written: WrittenShape = { scenario_ids: [], batch_ids: [], runs: 0 };
  const finished: FinishedRun[] = [];
  for (const history of histories) {
    const scenario_id = await writeSampleScenario(ctx, tx, history.work);
    written.scenario_ids.push(scenario_id);
    for (let index = 0; index < history.batches; index += 1) {
      const batch = await writeBatch(ctx, tx, { name, history, scenario_id, index, random });
      written.batch_ids.push(batch.id);
      finished.push(...batch.runs);
    }
  }
  await addToRollups(tx, finished);
  written.runs = finished.length;
  return written;
}

type BatchOrder = { name: string; history: ShapeHistory; scenario_id: number; index: number; random: Random };

async function writeBatch(
  ctx: Context,
  tx: Sql,
  { name, history, scenario_id, index, random }: BatchOrder,
): Promise<{ id: number; runs: FinishedRun[] }> {
  const { batches, runs_per_batch, batch_every_ms } = history;
  const plan = await planSampleBatch(ctx, tx, { scenario_id, runs: runs_per_batch });
  const originMs = ctx.settings.now().getTime() - (batches - index) * batch_every_ms;
  const drawn = drawBatch(random, {
    history,
    progress: batches === 1 ? 1 : index / (batches - 1),
    concurrency: slotsOf(plan),
  });
  const at = (offsetMs: number) => new Date(originMs + offsetMs).toISOString();
  const id = await seeds.insertBatch(tx, {
    project_id: ctx.project_id,
    plan,
    run_count: firstRunsOf(plan),
    slots: slotsOf(plan),
    labels: { sample: name },
    summary: summarizeRuns(drawn.map(({ result }) => result)),
    created_at: at(-120),
    started_at: at(0),
    finished_at: at(Math.max(...drawn.map(({ due_offset_ms, end_ms }) => due_offset_ms + end_ms)) + 50),
  });
  const rows = drawn.map(({ result, due_offset_ms, has_started, end_ms }, batch_index): SampleRun => {
    const due_at = at(due_offset_ms);
    return {
      ...result,
      batch_index,
      due_at,
      started_at: has_started ? due_at : null,
      finished_at: at(due_offset_ms + end_ms),
    };
  });
  const runs = await seeds.insertRuns(tx, id, rows);
  if (index >= batches - BATCHES_WITH_EVENTS)
    await seeds.insertEvents(
      tx,
      runs.flatMap((run, i) => eventsOf(run.id, drawn[i])),
    );
  return { id, runs };
}

type PlacedRun = DrawnRun & { due_offset_ms: number };

/** Draws the runs of one closed batch: the next one is due when a slot is free. */
function drawBatch(
  random: Random,
  { history, progress, concurrency }: { history: ShapeHistory; progress: number; concurrency: number },
): PlacedRun[] {
  const slotFreeAtMs = Array.from({ length: concurrency }, (_, slot) => slot * 20);
  return Array.from({ length: history.runs_per_batch }, (_, index) => {
    const due_offset_ms = Math.min(...slotFreeAtMs);
    const { typical_duration_ms, typical_steps, result } = history;
    const drawn = drawRun(random, {
      typical_duration_ms,
      typical_steps,
      result,
      stall_ms: null,
      ...history.drawFate(random, { index, progress }),
      due_offset_ms,
    });
    slotFreeAtMs[slotFreeAtMs.indexOf(due_offset_ms)] = due_offset_ms + drawn.end_ms + 2;
    return { ...drawn, due_offset_ms };
  });
}

const eventsOf = (run_id: number, drawn: DrawnRun | undefined): (RunEvent & { run_id: number })[] =>
  (drawn?.events ?? []).map((event) => ({ ...event, run_id }));
