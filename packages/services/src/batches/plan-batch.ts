import { AppError } from "@tfbench/contracts";
import type { BatchPlan, CreateBatch, JsonObject, JsonValue, Provider, RunSettings, Target } from "@tfbench/contracts";
import type { TriggerSource } from "@tfbench/store";
import { checkFilledRequest } from "../automations/check-request.ts";
import { assertChatsFit } from "../scenarios/assert-chats-fit.ts";
import { assertNamesUsed } from "../templates/assert-names-used.ts";
import { fillTemplate } from "../templates/fill-template.ts";
import { mergeInputs } from "../templates/merge-inputs.ts";
import type { PlannedLoad } from "./plan-load.ts";

export type ReadyTarget = NonNullable<TriggerSource["target"]>;

/** The target to run on, once nothing about the scenario is in the archive. */
export function readyTarget({ scenario, automation, target }: TriggerSource): ReadyTarget {
  if (target === null) {
    throw new AppError(
      "conflict",
      `Scenario ${scenario.id} leaves the target open, and there is no default target of ${automation.provider}.`,
      { hint: `Give the scenario a target of ${automation.provider}, or make one the default.` },
    );
  }
  for (const [noun, row] of [
    ["Scenario", scenario],
    ["Automation", automation],
    ["Target", target],
  ] as const) {
    if (!row.is_archived) continue;
    throw new AppError(
      "conflict",
      `${noun} ${row.id} (${row.name}) is archived, so nothing can be triggered with it.`,
      {
        hint: 'Take it out of the archive: PATCH with {"archived": false}.',
      },
    );
  }
  return ofProvider(automation, target);
}

function ofProvider(automation: TriggerSource["automation"], target: ReadyTarget): ReadyTarget {
  if (target.provider !== automation.provider)
    throw new AppError(
      "conflict",
      `Automation ${automation.id} is for ${automation.provider}, and target ${target.id} (${target.name}) is one of ${target.provider}.`,
      { hint: "Give the scenario a target of the automation's provider." },
    );
  return target;
}

type PlanInput = Pick<CreateBatch, "inputs"> & {
  /** Decides when the runs start; it may refuse. */
  planLoad: (target: ReadyTarget, settings: RunSettings) => PlannedLoad;
};

/** The frozen copy of what a trigger measures. Pure: the same source and input give the same plan. */
export function planBatch(source: TriggerSource, input: PlanInput): BatchPlan {
  const { scenario, automation } = source;
  const target = readyTarget(source);
  // Its automation may have been changed since it was made one of chats.
  assertChatsFit(automation, scenario.run_settings);
  assertNamesUsed(automation.request, {
    default_inputs: automation.default_inputs,
    inputs_template: scenario.inputs_template,
    inputs: input.inputs,
  });
  const inputs = mergeInputs(automation.default_inputs, scenario.inputs_template, input.inputs);
  const request = fillTemplate(automation.request, inputs);
  checkFilledRequest(automation.provider, request);
  return composePlan(
    { ...source, target },
    {
      request,
      inputs,
      planned: input.planLoad(target, scenario.run_settings),
    },
  );
}

type ReadySource = TriggerSource & { target: ReadyTarget };
type FilledRequest = { request: JsonObject; inputs: ReadonlyMap<string, JsonValue>; planned: PlannedLoad };

/** The plan of a request that is filled already. */
export function composePlan(source: ReadySource, { request, inputs, planned }: FilledRequest): BatchPlan {
  const { scenario, automation, target } = source;
  const settings = withPrompts(scenario.run_settings, automation.provider);
  return {
    provider: automation.provider,
    origin: originOf(target),
    scenario: { id: scenario.id, name: scenario.name },
    automation: { id: automation.id, name: automation.name },
    target: planTarget(target),
    request,
    inputs: Object.fromEntries(inputs),
    timeouts: { ...target.timeouts, ...definedOnly(settings.timeouts) },
    settings,
    ...(scenario.slos.length === 0 ? {} : { slos: scenario.slos }),
    ...planned,
  };
}

/** Providers whose prompts are known, and so can be made unique. */
const ASKED: readonly Provider[] = ["openai", "anthropic"];

/** What is left open is frozen too: the prompts of an endpoint are unique. */
function withPrompts({ prompts, ...settings }: RunSettings, provider: Provider): RunSettings {
  return ASKED.includes(provider) ? { ...settings, prompts: prompts ?? { allow_repeats: false } } : settings;
}

export const originOf = (target: Pick<Target, "simulated">): BatchPlan["origin"] =>
  target.simulated ? "simulated" : "real";

export const planTarget = ({ id, name, base_url, credential, limits, prices }: ReadyTarget): BatchPlan["target"] => ({
  id,
  name,
  base_url,
  credential,
  limits,
  prices,
});

const definedOnly = (timeouts: RunSettings["timeouts"]): Partial<Target["timeouts"]> =>
  Object.fromEntries(Object.entries(timeouts).filter(([, value]) => value !== undefined));
