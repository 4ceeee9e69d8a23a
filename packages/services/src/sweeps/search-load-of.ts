import { parseSlos } from "@tfbench/contracts";
import type { SearchLoad } from "@tfbench/contracts";
import { MOST_DROPPED, searchThresholds, ThresholdSeries } from "@tfbench/stats";
import { sloRuns } from "@tfbench/store";
import type { EndedLoad, Sql } from "@tfbench/store";
import { toLoadRun } from "../slos/to-load-run.ts";

const RUNS_PER_READ = 1_000;
/** Ours, and no sign of the target: another load of the level may take the place of one that ended so. */
const LOST: readonly (string | null)[] = ["worker_lost", "worker_stopped", "engine_lost"];

export const isLost = ({ status, reason_code }: Pick<EndedLoad, "status" | "reason_code">): boolean =>
  status === "failed" && LOST.includes(reason_code);

/** Another worker went on with it, at a target that stood still by then: runs in its middle see less of the level. */
const isInterrupted = ({ validity }: EndedLoad): boolean =>
  validity?.reasons.some(({ code }) => code === "interrupted") === true;

/** What the measured part of a load of a search showed. */
export async function searchLoadOf(tx: Sql, ended: EndedLoad): Promise<SearchLoad> {
  const { batch_id, search, load_report, validity } = ended;
  const slos = parseSlos(search.slos);
  const series = searchThresholds(slos).map((threshold) => new ThresholdSeries(threshold, slos.limits));
  for await (const page of sloRuns.readPagesOfBatch(tx, batch_id, RUNS_PER_READ))
    for (const run of page.map(toLoadRun)) for (const one of series) one.add(run);
  return {
    batch_id,
    evidence: series.map((one) => one.evidence()),
    is_unsteady: load_report?.steady.is_steady === false,
    is_invalid: isLost(ended) || load_report === null || validity?.verdict === "invalid" || isInterrupted(ended),
    is_over_dropped:
      load_report !== null && (load_report.by_status["dropped"] ?? 0) > MOST_DROPPED * load_report.attempted,
  };
}
