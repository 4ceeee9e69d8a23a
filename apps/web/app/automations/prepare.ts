import type { Client } from "@tfbench/client";
import type { Automation } from "@tfbench/contracts";
import { parseJsonObject, writeJson } from "#components/form/parse-json.ts";

export type AutomationDraft = {
  name: string;
  description: string;
  request: string;
  default_inputs: string;
  tinyfish_automation_id: string;
  /** The template it was begun from; not part of what is sent. */
  template: string | null;
};

export const EMPTY_DRAFT: AutomationDraft = {
  name: "",
  description: "",
  request: writeJson({ url: "{{url}}", goal: "{{goal}}" }),
  default_inputs: "{}",
  tinyfish_automation_id: "",
  template: null,
};

export const draftOf = (automation: Automation): AutomationDraft => ({
  name: automation.name,
  description: automation.description ?? "",
  request: writeJson(automation.request),
  default_inputs: writeJson(automation.default_inputs),
  tinyfish_automation_id: automation.tinyfish_automation_id ?? "",
  template: null,
});

export const AUTOMATION_FIELDS = [
  "name",
  "description",
  "request",
  "default_inputs",
  "tinyfish_automation_id",
] as const;

type Given<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
type Body = Given<Omit<Parameters<Client["createAutomation"]>[0], "provider">>;

/** The body of a create or an update; null while a JSON field does not parse. */
export function automationBody(draft: AutomationDraft): Body | null {
  const request = parseJsonObject(draft.request);
  const inputs = parseJsonObject(draft.default_inputs);
  if (!request.isValid || !inputs.isValid) return null;
  return {
    name: draft.name,
    description: draft.description === "" ? null : draft.description,
    request: request.value,
    default_inputs: inputs.value,
    tinyfish_automation_id: draft.tinyfish_automation_id === "" ? null : draft.tinyfish_automation_id,
  };
}

const PLACE = /\{\{ *([A-Za-z_][A-Za-z0-9_.-]{0,63}) *\}\}/g;

/** The names a request asks for, for the hint under the editor; `{{{{` is two literal braces. */
export function namesAskedFor(requestText: string): string[] {
  const names = [...requestText.replaceAll("{{{{", "").matchAll(PLACE)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}
