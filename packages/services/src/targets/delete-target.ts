import { AppError } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { explainDependents } from "../explain-dependents.ts";
import { found } from "../not-found.ts";

/** Deletes a target nothing hangs on; the default one and those the server keeps stay. */
export async function deleteTarget(ctx: Context, input: { id: number }): Promise<void> {
  try {
    await ctx.db.transaction((tx) => remove(ctx, tx, input.id));
  } catch (cause) {
    const count = () => targets.countDependents(ctx.db, { project_id: ctx.project_id, id: input.id });
    throw await explainDependents(cause, { noun: "Target", id: input.id, count });
  }
}

async function remove(ctx: Context, tx: Sql, id: number): Promise<void> {
  const key = { project_id: ctx.project_id, id };
  const target = found(await targets.findForUpdate(tx, key), { noun: "Target", id });
  if (target.builtin !== null) {
    throw new AppError("conflict", `Target ${id} is kept by the server and cannot be deleted.`, {
      hint: "Make another target the default instead.",
    });
  }
  if (target.is_default) {
    throw new AppError("conflict", `Target ${id} is the default and cannot be deleted.`, {
      hint: 'Make another target the default first, or change it with "is_default": false.',
    });
  }
  await targets.remove(tx, key);
  await recordAudit(ctx, tx, { action: "delete", noun: "target", noun_id: id });
}
