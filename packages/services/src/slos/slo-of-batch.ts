import { isFinalBatchStatus, parseSlos } from "@tfbench/contracts";
import type { BatchDetail, RunMetric, SloReport } from "@tfbench/contracts";
import { SloTally } from "@tfbench/stats";
import type { Withheld } from "@tfbench/stats";
import { sloRuns } from "@tfbench/store";
import type { Context } from "../context.ts";
import { measuredOf } from "./measured-of.ts";
import { toLoadRun } from "./to-load-run.ts";

const RUNS_PER_READ = 1_000;
/** The same from the moment a run was due: what it waited for a slot is in it. */
const FROM_DUE: Partial<Record<RunMetric, RunMetric>> = {
  total_duration_ms: "response_ms",
  ttft_ms: "response_ttft_ms",
};

/** How a batch stands to the objectives of its plan; null where it has none. */
export async function sloOfBatch(ctx: Pick<Context, "db">, batch: BatchDetail): Promise<SloReport | null> {
  const slos = parseSlos(batch.plan.slos ?? []);
  if (slos.limits.length + slos.thresholds.length === 0) return null;
  const tally = new SloTally(slos, measuredOf(batch.provider));
  for await (const page of sloRuns.readPagesOfBatch(ctx.db, batch.id, RUNS_PER_READ))
    for (const row of page) tally.add(toLoadRun(row));
  const isPreliminary = !isFinalBatchStatus(batch.status);
  const { verdicts, ...report } = tally.report({
    withheld: isPreliminary ? "stopped" : withheldOf(batch),
    window_ms: windowMsOf(batch) ?? "dues",
  });
  return {
    ...report,
    verdicts: isPreliminary ? verdicts.map(asPreliminary) : verdicts,
    notes: notesOf(batch, [
      ...slos.limits.map(({ metric }) => metric),
      ...slos.thresholds.flatMap(({ good }) => (good.kind === "limit" ? [good.metric] : [])),
    ]),
  };
}

/** The load's own window knows of a warm-up. */
function windowMsOf({ load_report }: BatchDetail): number | null {
  return load_report === null ? null : load_report.window.to_ms - load_report.window.from_ms;
}

/** Why the figures of an ended batch may not decide. Who ends a batch after having seen it decides with the figures in view. */
function withheldOf({ validity, status, reason_code, load_report }: BatchDetail): Withheld | null {
  if (validity?.verdict === "invalid") return "invalid";
  if (status !== "finished" || reason_code !== null) return "stopped";
  return load_report?.steady.is_steady === false ? "unsteady" : null;
}

const asPreliminary = (verdict: SloReport["verdicts"][number]): SloReport["verdicts"][number] =>
  verdict.reason === "stopped" ? { ...verdict, reason: "preliminary" } : verdict;

/** Under an open load with a ceiling a run may wait for a slot, which only figures counted from its due time see. */
function notesOf({ load }: BatchDetail, metrics: readonly string[]): string[] {
  if (load.kind === "closed" || load.max_in_flight === null) return [];
  return Object.entries(FROM_DUE).flatMap(([metric, fromDue]) =>
    metrics.includes(metric)
      ? [
          `${metric} counts from each run's start: what a run waited for one of ${load.max_in_flight} places is not in it. ${fromDue} counts it.`,
        ]
      : [],
  );
}
