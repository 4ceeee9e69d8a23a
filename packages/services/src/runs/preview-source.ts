import { AppError, RunSettings } from "@tfbench/contracts";
import type { PreviewRun, Provider, Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import type { TriggerSource } from "@tfbench/store";
import { readSource } from "../batches/read-source.ts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";

/** The id of what has not been stored yet. */
const NOT_STORED = 0;

/** What a trigger would be planned from: a stored scenario, or an automation and a scenario that are still being written. */
export async function previewSource(ctx: Context, preview: PreviewRun): Promise<TriggerSource> {
  const { scenario_id, automation, target_id = null } = preview;
  if (scenario_id !== undefined) {
    const source = await readSource(ctx, { scenario_id, target_id: null });
    return found(source, { noun: "Scenario", id: scenario_id, field: "scenario_id" });
  }
  if (automation === undefined) throw new AppError("invalid_input", "There is neither a scenario nor an automation.");
  const target = target_id === null ? await defaultTarget(ctx, automation.provider) : await namedTarget(ctx, target_id);
  const draft = { id: NOT_STORED, name: "not stored yet", is_archived: false };
  return {
    scenario: {
      ...draft,
      inputs_template: preview.inputs_template ?? {},
      run_settings: preview.run_settings ?? RunSettings.parse({}),
      slos: [],
    },
    automation: { ...draft, ...automation },
    target: { ...target, is_archived: target.archived_at !== null },
  };
}

async function defaultTarget({ db, project_id }: Context, provider: Provider): Promise<Target> {
  const target = await targets.findDefault(db, { project_id, provider });
  if (target !== undefined) return target;
  throw new AppError("conflict", `No target was chosen, and there is no default target of ${provider}.`, {
    hint: `Choose a target of ${provider}, or make one the default.`,
    fields: [{ field: "target_id", message: "must be chosen" }],
  });
}

const namedTarget = async ({ db, project_id }: Context, id: number): Promise<Target> =>
  found(await targets.find(db, { project_id, id }), { noun: "Target", id, field: "target_id" });
