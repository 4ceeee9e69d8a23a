import { MOST_TAGS } from "@tfbench/contracts";
import type { BulkOutcome, SkippedRun, TagRuns } from "@tfbench/contracts";
import { runMarks } from "@tfbench/store";
import { recordAudits } from "../audit.ts";
import type { Context } from "../context.ts";
import { skipMissing } from "./skip-missing.ts";

/** Takes tags away from runs and gives them others. A run that has them so already counts as done. */
export function tagRuns(ctx: Context, { ids, add, remove }: TagRuns): Promise<BulkOutcome> {
  const wanted = [...new Set(ids)];
  return ctx.db.transaction(async (tx) => {
    const tagged = await runMarks.changeTags(tx, { project_id: ctx.project_id, ids: wanted, add, remove });
    const changed = tagged.flatMap(({ id, changed_in }) =>
      changed_in === null ? [] : [{ kind: "run" as const, run_id: id, batch_id: changed_in }],
    );
    const noun_ids = changed.map(({ run_id }) => run_id);
    await recordAudits(ctx, tx, { action: "tag", noun: "run", noun_ids, details: { add, remove } });
    await ctx.db.live.publish(tx, changed);
    const full = tagged.filter(({ has_too_many }) => has_too_many).map(skipFull);
    return { done: tagged.length - full.length, skipped: [...skipMissing(wanted, tagged), ...full] };
  });
}

const skipFull = ({ id }: { id: number }): SkippedRun => ({
  id,
  reason: "too_many_tags",
  message: `Run ${id} would have more than ${MOST_TAGS} tags.`,
});
