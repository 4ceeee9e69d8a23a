import type { Run, RunContext, RunRank } from "@tfbench/contracts";
import { ecdf, hasEnd, isAttempted } from "@tfbench/stats";
import { reportRuns, runs } from "@tfbench/store";
import type { ReportRun } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";
import { count } from "../reports/write-figures.ts";

const WINDOW_MS = 30 * 86_400_000;
const MOST_OTHERS = 5_000;
const RUNS_PER_READ = 1_000;
/** Under so many others no rank is given: the median of fewer has no interval either. */
const FEWEST_OTHERS = 6;

/**
 * Where a run stands among the attempted runs of its scenario, target and origin of the last 30 days; for an older run,
 * of the 30 days up to it.
 */
export async function getRunContext(ctx: Context, id: number): Promise<RunContext> {
  const { db, project_id } = ctx;
  const run = await runs.find(db, { project_id, id });
  if (run === null) throw notFound("Run", id);
  const { scenario_id, target_id, origin } = run;
  const nowMs = ctx.settings.now().getTime();
  const dueMs = Date.parse(run.due_at);
  const toMs = nowMs - dueMs > WINDOW_MS ? dueMs + 1 : Math.max(nowMs, dueMs + 1);
  const [from, to] = [toMs - WINDOW_MS, toMs].map((ms) => new Date(ms).toISOString()) as [string, string];

  const others: ReportRun[] = [];
  const window = { project_id, origin, scenario_id, target_id, from, to };
  for await (const page of reportRuns.readPages(db, window, RUNS_PER_READ)) {
    others.push(...page.filter((other) => other.id !== id && isAttempted(other)));
    if (others.length >= MOST_OTHERS) break;
  }
  const note = others.length >= MOST_OTHERS ? `The latest ${count(others.length)} runs of these 30 days.` : null;
  return {
    n: others.length,
    scenario_id,
    target_id,
    origin,
    from,
    to,
    note,
    total: rankOf(totalOf(run), others.map(totalOf), "Slower"),
    ttft: rankOf(
      run.ttft_ms,
      others.map(({ ttft_ms }) => ttft_ms),
      run.provider === "tinyfish" ? "First action later" : "First token later",
    ),
  };
}

const totalOf = (run: Pick<Run, "status" | "total_duration_ms">): number | null =>
  hasEnd(run) ? run.total_duration_ms : null;

function rankOf(value_ms: number | null, others: readonly (number | null)[], slower: string): RunRank {
  const n = others.length;
  const sorted = Float64Array.from(others.filter((ms) => ms !== null)).sort();
  const shared = { n, ended: sorted.length, value_ms, ecdf: ecdf(sorted, n).points };
  const none = (sentence: string): RunRank => ({ ...shared, rank_share: null, sentence });
  if (n < FEWEST_OTHERS) return none(`Too few other runs to compare with (${n} of ${FEWEST_OTHERS}).`);
  if (sorted.length === 0) return none(`None of ${count(n)} other runs has this time.`);
  if (value_ms === null) return none(`This run has no such time; ${count(sorted.length)} of ${count(n)} others have.`);
  const quicker = sorted.filter((ms) => ms < value_ms).length;
  const share = quicker / n;
  return { ...shared, rank_share: share, sentence: `${slower} than ${Math.round(share * 100)} % of ${count(n)} runs.` };
}
