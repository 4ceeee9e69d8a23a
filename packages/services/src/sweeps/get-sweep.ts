import { isFinalBatchStatus } from "@tfbench/contracts";
import type { BatchLoadReport, Sweep, SweepLevel } from "@tfbench/contracts";
import { levelStateOf } from "@tfbench/stats";
import { sweeps } from "@tfbench/store";
import type { LevelRow } from "@tfbench/store";
import { withCounts } from "../batches/with-counts.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { describeSweep } from "./describe-sweep.ts";

const TIMES = new Set(["ttft_ms", "response_ttft_ms", "total_duration_ms", "response_ms", "tpot_ms"]);

/** A sweep with what each of its levels showed so far. */
export async function getSweep(ctx: Context, id: number): Promise<Sweep> {
  const row = found(await sweeps.find(ctx.db, { project_id: ctx.project_id, id }), { noun: "Sweep", id });
  const { levels: values, ...sweep } = describeSweep(row);
  const levels = await withCounts(ctx.db, await sweeps.levels(ctx.db, id));
  return { ...sweep, levels: levels.map((level, at) => levelOf(level, values[at] ?? 0)) };
}

type Level = Omit<LevelRow, "summary_counts"> & Pick<SweepLevel["batch"], "counts">;

function levelOf({ load_report, validity, ...batch }: Level, level: number): SweepLevel {
  const isOver = isFinalBatchStatus(batch.status);
  const isCut = batch.status !== "finished" || batch.reason_code !== null;
  const nothing = { attempted: 0, successes: 0, steady: { is_steady: null, reasons: [] } };
  const judged = { ...(load_report ?? nothing), validity: validity ?? { verdict: "valid" as const } };
  return {
    level,
    state: isOver ? levelStateOf(judged, isCut) : null,
    batch,
    validity,
    figures: load_report === null ? null : figuresOf(load_report),
  };
}

function figuresOf(report: BatchLoadReport): SweepLevel["figures"] {
  const { attempted, successes, rates, throughput, steady } = report;
  const metrics = Object.fromEntries(Object.entries(report.metrics).filter(([name]) => TIMES.has(name)));
  return { attempted, successes, rates, metrics, throughput, steady };
}
