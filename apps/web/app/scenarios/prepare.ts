import type { Client } from "@tfbench/client";
import type { Automation, Scenario } from "@tfbench/contracts";
import type { FieldLabels } from "#components/form/field-errors.ts";
import {
  CHAT_FIELDS,
  chatDraftOf,
  chatObstacle,
  chatSettings,
  EMPTY_CHAT,
  type ChatDraft,
} from "./chats/chat-draft.ts";
import { givenNumber } from "./given-number.ts";
import { writtenSlos } from "./prepare-slos.ts";
import { parseJsonObject, writeJson } from "#components/form/parse-json.ts";

export type ScenarioDraft = {
  name: string;
  description: string;
  automation_id: string;
  target_id: string;
  inputs_template: string;
  transport: Scenario["run_settings"]["transport"];
  concurrency: string;
  start_spread_ms: string;
  poll_interval_ms: string;
  guards: Scenario["run_settings"]["guards"];
  allow_empty: boolean;
  timeouts: string;
  chat: ChatDraft;
  /** What it says of prompts and the form does not show. */
  prompts: Scenario["run_settings"]["prompts"] | null;
  slos: readonly string[];
};

export const EMPTY_DRAFT: ScenarioDraft = {
  name: "",
  description: "",
  automation_id: "",
  target_id: "",
  inputs_template: "{}",
  transport: "sse",
  concurrency: "1",
  start_spread_ms: "100",
  poll_interval_ms: "2000",
  guards: "on",
  allow_empty: false,
  timeouts: "{}",
  chat: EMPTY_CHAT,
  prompts: null,
  slos: [],
};

export const draftOf = ({ run_settings: settings, ...scenario }: Scenario): ScenarioDraft => ({
  name: scenario.name,
  description: scenario.description ?? "",
  automation_id: String(scenario.automation_id),
  target_id: scenario.target_id === null ? "" : String(scenario.target_id),
  inputs_template: writeJson(scenario.inputs_template),
  transport: settings.transport,
  concurrency: String(settings.concurrency),
  start_spread_ms: String(settings.start_spread_ms),
  poll_interval_ms: String(settings.poll_interval_ms),
  guards: settings.guards,
  allow_empty: settings.allow_empty,
  timeouts: writeJson(settings.timeouts),
  chat: chatDraftOf(settings),
  prompts: settings.prompts ?? null,
  slos: scenario.slos,
});

export const SCENARIO_FIELDS = [
  "name",
  "description",
  "automation_id",
  "target_id",
  "inputs_template",
  "run_settings.transport",
  "run_settings.concurrency",
  "run_settings.start_spread_ms",
  "run_settings.poll_interval_ms",
  "run_settings.guards",
  "run_settings.allow_empty",
  "run_settings.timeouts",
  ...CHAT_FIELDS,
  "slos",
] as const;

/** What the fields are called on the form, for problems that are told away from them. */
export const SCENARIO_LABELS: FieldLabels = {
  target_id: "Target",
  inputs_template: "Inputs",
  "run_settings.concurrency": "Runs of a batch at a time",
  "run_settings.start_spread_ms": "Spread the first starts over",
  "run_settings.poll_interval_ms": "Poll every",
  "run_settings.timeouts": "Time limits",
  "run_settings.chats": "Chats",
};

type Body = Parameters<Client["createScenario"]>[0];
type Preview = Parameters<Client["previewRun"]>[0];

/** The body of a create or an update; null while a JSON field does not parse or no automation is chosen. */
export function scenarioBody(draft: ScenarioDraft): Body | null {
  const inputs = parseJsonObject(draft.inputs_template);
  const timeouts = parseJsonObject(draft.timeouts);
  if (!inputs.isValid || !timeouts.isValid || draft.automation_id === "") return null;
  return {
    name: draft.name,
    description: draft.description === "" ? null : draft.description,
    automation_id: Number(draft.automation_id),
    target_id: draft.target_id === "" ? null : Number(draft.target_id),
    inputs_template: inputs.value,
    run_settings: {
      transport: draft.transport,
      guards: draft.guards,
      allow_empty: draft.allow_empty,
      timeouts: timeouts.value,
      ...chatSettings(draft.chat, draft.prompts ?? undefined),
      ...givenNumber("concurrency", draft.concurrency),
      ...givenNumber("start_spread_ms", draft.start_spread_ms),
      ...givenNumber("poll_interval_ms", draft.poll_interval_ms),
    },
    slos: writtenSlos(draft.slos),
  };
}

/** What keeps a scenario from being sent. */
export function scenarioObstacle(draft: ScenarioDraft): string | null {
  if (draft.automation_id === "") return "Choose an automation first.";
  const chatTold = chatObstacle(draft.chat);
  if (chatTold !== null) return chatTold;
  return scenarioBody(draft) === null ? "Mend the JSON that is marked first." : null;
}

/** The dry run of a scenario that is still being written; null until it can be read. */
export function previewOf(body: Body | null, automation: Automation | undefined): Preview | null {
  if (body === null || automation === undefined) return null;
  const { target_id: targetId = null, inputs_template: inputs = {}, run_settings: settings = {} } = body;
  return {
    automation: {
      provider: automation.provider,
      request: automation.request,
      default_inputs: automation.default_inputs,
    },
    target_id: targetId,
    inputs_template: inputs,
    run_settings: settings,
  };
}

/** Inputs the automation asks for and has no value for: the skeleton a new scenario starts from. */
export const missingInputs = (variables: readonly string[], defaults: object): Record<string, string> =>
  Object.fromEntries(variables.filter((name) => !(name in defaults)).map((name) => [name, ""]));
