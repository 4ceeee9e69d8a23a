import { AppError, isFinalRunStatus } from "@tfbench/contracts";
import type { RunSummary, SetVerdict } from "@tfbench/contracts";
import { runMarks } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { getRunSummary } from "./get-run-summary.ts";

/** Keeps what a person judged of a run that has ended, in place of an earlier verdict. The automatic goal stays as it is. */
export async function setRunVerdict(
  ctx: Context,
  { id, ...verdict }: SetVerdict & { id: number },
): Promise<RunSummary> {
  await ctx.db.transaction(async (tx) => {
    const key = { project_id: ctx.project_id, id };
    const { status, batch_id } = found(await runMarks.findForVerdict(tx, key), { noun: "Run", id });
    if (!isFinalRunStatus(status))
      throw new AppError("conflict", `Run ${id} has not ended yet (${status}), so there is nothing to judge.`, {
        hint: "Wait for its end, or cancel it.",
      });
    await runMarks.setVerdict(tx, id, verdict);
    const details = { goal: verdict.goal, note: verdict.note ?? null };
    await recordAudit(ctx, tx, { action: "set_verdict", noun: "run", noun_id: id, details });
    await ctx.db.live.publish(tx, [{ kind: "run", run_id: id, batch_id }]);
  });
  return getRunSummary(ctx, id);
}
