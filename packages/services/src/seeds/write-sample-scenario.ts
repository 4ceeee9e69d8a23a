import { AppError, RunSettings } from "@tfbench/contracts";
import type { BatchPlan } from "@tfbench/contracts";
import { automations, batchWrites, scenarios, seeds, targets } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import { planBatch } from "../batches/plan-batch.ts";
import { planLoad } from "../batches/plan-load.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";
import { SAMPLE_DESCRIPTION } from "./sample-catalogue.ts";
import type { SampleScenario } from "./sample-catalogue.ts";

/** The scenario's id; an existing one of the same name is used again. */
export async function writeSampleScenario(
  ctx: Context,
  tx: Sql,
  { automation, scenario }: SampleScenario,
): Promise<number> {
  const { project_id } = ctx;
  const existing = await seeds.findScenarioNamed(tx, { project_id, name: scenario.name });
  if (existing !== null) return existing;

  const target_id = await sampleTargetId(ctx, tx);
  const { id: automation_id } = inserted(
    await automations.insert(tx, {
      ...automation,
      project_id,
      provider: "tinyfish",
      tinyfish_automation_id: null,
      description: SAMPLE_DESCRIPTION,
    }),
  );
  await recordAudit(ctx, tx, {
    action: "create",
    noun: "automation",
    noun_id: automation_id,
    details: { name: automation.name },
  });
  const run_settings = RunSettings.parse(scenario.run_settings);
  const id = inserted(
    await scenarios.insert(tx, {
      ...scenario,
      project_id,
      automation_id,
      target_id,
      inputs_template: {},
      slos: [],
      run_settings,
    }),
  );
  await recordAudit(ctx, tx, { action: "create", noun: "scenario", noun_id: id, details: { name: scenario.name } });
  return id;
}

/** What a trigger of the scenario would have planned, marked as sample data. */
export async function planSampleBatch(
  ctx: Context,
  tx: Sql,
  { scenario_id, runs }: { scenario_id: number; runs: number },
): Promise<BatchPlan> {
  const source = inserted(
    await batchWrites.findSource(tx, { project_id: ctx.project_id, scenario_id, target_id: null }),
  );
  return {
    ...planBatch(source, {
      inputs: {},
      planLoad: (target, settings) => ({ load: planLoad({ runs, settings, target }) }),
    }),
    origin: "sample",
  };
}

/** The simulator, so that triggering a sample never spends money; the default target where there is no simulator. */
export async function sampleTargetId(ctx: Context, tx: Sql): Promise<number> {
  const { project_id } = ctx;
  const target =
    (await targets.findBuiltin(tx, { project_id, builtin: "simulator" })) ??
    (await targets.findDefault(tx, { project_id, provider: "tinyfish" }));
  if (target === undefined)
    throw new AppError("conflict", "There is no target to hang sample data on.", {
      hint: "Start the server once, or create a target.",
    });
  return target.id;
}
