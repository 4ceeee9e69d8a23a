import { checkResult } from "@tfbench/checks";
import { isFinalRunStatus, RunSettings } from "@tfbench/contracts";
import type { CheckResult, RunChecks } from "@tfbench/contracts";
import { runs } from "@tfbench/store";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";

/** What judged a run, check by check: from its stored result and the settings frozen in its plan, so it needs no row of its own. */
export async function getRunChecks(ctx: Context, id: number): Promise<RunChecks> {
  const run = await runs.findJudged(ctx.db, { project_id: ctx.project_id, id });
  if (run === null) throw notFound("Run", id);
  const state = stateOf(run);
  const checks = state === "judged" ? checkResult(run.response_json, run.settings) : [];
  const decided = checks.find(({ outcome }) => outcome === "failed") ?? null;
  return {
    state,
    checks,
    decided_by: decided?.name ?? null,
    settings: guardSettings(run.settings),
    settings_now: guardSettings(run.settings_now),
    goal_now: state === "judged" ? goalOf(decided) : null,
  };
}

const goalOf = (decided: CheckResult | null) => decided?.goal ?? "not_evaluated";

type Judged = NonNullable<Awaited<ReturnType<typeof runs.findJudged>>>;

function stateOf({ status, settings }: Judged): RunChecks["state"] {
  if (!isFinalRunStatus(status)) return "not_ended";
  if (status !== "completed") return "not_completed";
  return settings.guards === "off" ? "guards_off" : "judged";
}

/** A scenario's settings may have been stored before a setting was there: it has its default then. */
function guardSettings(stored: Judged["settings"]): RunChecks["settings"] {
  const { guards, allow_empty } = RunSettings.parse(stored);
  return { guards, allow_empty };
}
