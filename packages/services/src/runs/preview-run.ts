import { AppError } from "@tfbench/contracts";
import type { BatchPlan, JsonValue, PreviewRun, RunPreview } from "@tfbench/contracts";
import { batchWrites } from "@tfbench/store";
import type { TriggerSource } from "@tfbench/store";
import { checkFilledRequest, checkRequestTemplate } from "../automations/check-request.ts";
import { estimateCost } from "../batches/estimate-cost.ts";
import { composePlan, readyTarget } from "../batches/plan-batch.ts";
import { planLoad } from "../batches/plan-load.ts";
import type { Context } from "../context.ts";
import { fillTemplate } from "../templates/fill-template.ts";
import { mergeInputs } from "../templates/merge-inputs.ts";
import { readPlaces } from "../templates/read-places.ts";
import { previewSource } from "./preview-source.ts";
import { writeCurl } from "./write-curl.ts";

/** The request a trigger would send, and what it would cost. Nothing is written or sent. */
export async function previewRun(ctx: Context, input: PreviewRun): Promise<RunPreview> {
  const source = await previewSource(ctx, input);
  const target = readyTarget(source);
  const filled = fillWhatIsKnown(source, input);
  const plan = composePlan(
    { ...source, target },
    {
      ...filled,
      planned: { load: planLoad({ runs: input.count, settings: source.scenario.run_settings, target }) },
    },
  );
  const described = ctx.providers.describeRequest(plan);
  const isStored = input.scenario_id !== undefined;
  const medianSteps = isStored ? await batchWrites.medianSteps(ctx.db, plan.scenario.id) : null;
  const estimate = estimateCost(plan, medianSteps);
  return {
    ...described,
    runs_on: { target_id: target.id, name: target.name, origin: plan.origin },
    timeouts: plan.timeouts,
    count: input.count,
    estimated_cost_usd: estimate.usd,
    usd_per_step: estimate.usd_per_step,
    steps_per_run: estimate.steps_per_run,
    steps_are: medianSteps === null ? "limit" : "median",
    input_tokens: isAsked(plan) ? await ctx.providers.countInputTokens(described.body) : null,
    unknown_names: filled.unknown_names,
    missing_names: filled.missing_names,
    curl: writeCurl(described),
  };
}

/** Whether what is asked stands in the request as text. */
const isAsked = ({ provider }: BatchPlan): boolean => provider === "openai" || provider === "anthropic";

/** The request with every place filled that has a value; the others stand as they are written. */
function fillWhatIsKnown({ automation, scenario }: TriggerSource, preview: PreviewRun) {
  try {
    checkRequestTemplate(automation.provider, automation.request);
    const names = [...readPlaces(automation.request, "request").uses.keys()];
    const inputs = mergeInputs(automation.default_inputs, scenario.inputs_template, preview.inputs);
    const missing_names = names.filter((name) => !inputs.has(name));
    const asWritten = missing_names.map((name): [string, JsonValue] => [name, `{{${name}}}`]);
    const request = fillTemplate(automation.request, new Map([...inputs, ...asWritten]));
    // A place that stands as it is written is no address and no number: what it makes of the request is not known yet.
    if (missing_names.length === 0) checkFilledRequest(automation.provider, request);
    return {
      request,
      inputs,
      missing_names,
      unknown_names: [...inputs.keys()].filter((name) => !names.includes(name)),
    };
  } catch (cause) {
    throw preview.automation === undefined ? cause : atAutomation(cause);
  }
}

/** The request was given as part of `automation`: that is where its problems lie. */
function atAutomation(cause: unknown): unknown {
  if (!(cause instanceof AppError)) return cause;
  const { code, message, hint, details } = cause;
  const fields = cause.fields.map(({ field, message }) => ({
    field: field.startsWith("request") ? `automation.${field}` : field,
    message,
  }));
  return new AppError(code, message, {
    ...(hint === null ? {} : { hint }),
    ...(details === null ? {} : { details }),
    fields,
    cause,
  });
}
