import { runMarks } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";

/** Takes a person's verdict back; where there is none, nothing changes. */
export function clearRunVerdict(ctx: Context, { id }: { id: number }): Promise<void> {
  return ctx.db.transaction(async (tx) => {
    const key = { project_id: ctx.project_id, id };
    const { has_verdict, batch_id } = found(await runMarks.findForVerdict(tx, key), { noun: "Run", id });
    if (!has_verdict) return;
    await runMarks.setVerdict(tx, id, null);
    await recordAudit(ctx, tx, { action: "clear_verdict", noun: "run", noun_id: id });
    await ctx.db.live.publish(tx, [{ kind: "run", run_id: id, batch_id }]);
  });
}
