import type { Client } from "@tfbench/client";
import type { Automation, Provider } from "@tfbench/contracts";
import { parseJsonObject, writeJson } from "#components/form/parse-json.ts";
import { REQUEST_TEMPLATES } from "./request-templates.ts";

export type AutomationDraft = {
  /** Chosen once: an automation keeps its provider. */
  provider: Provider;
  name: string;
  description: string;
  request: string;
  default_inputs: string;
  tinyfish_automation_id: string;
  /** The template it was begun from; not part of what is sent. */
  template: string | null;
};

export const EMPTY_DRAFT: AutomationDraft = {
  provider: "tinyfish",
  name: "",
  description: "",
  request: writeJson({ url: "{{url}}", goal: "{{goal}}" }),
  default_inputs: "{}",
  tinyfish_automation_id: "",
  template: null,
};

/** Another provider takes another request: one of its templates, unless something was written already. */
export function ofProvider(draft: AutomationDraft, provider: Provider): AutomationDraft {
  const changed = { ...draft, provider, template: null };
  if (!isUntouched(draft)) return changed;
  const first = REQUEST_TEMPLATES.find((template) => template.provider === provider);
  if (provider === EMPTY_DRAFT.provider || first === undefined)
    return { ...changed, request: EMPTY_DRAFT.request, default_inputs: EMPTY_DRAFT.default_inputs };
  return {
    ...changed,
    template: first.name,
    request: writeJson(first.request),
    default_inputs: writeJson(first.default_inputs),
  };
}

const isUntouched = ({ request, default_inputs: inputs }: AutomationDraft): boolean =>
  [EMPTY_DRAFT, ...REQUEST_TEMPLATES].some(
    (start) => request === textOf(start.request) && inputs === textOf(start.default_inputs),
  );

const textOf = (value: string | Parameters<typeof writeJson>[0]): string =>
  typeof value === "string" ? value : writeJson(value);

export const draftOf = (automation: Automation): AutomationDraft => ({
  provider: automation.provider,
  name: automation.name,
  description: automation.description ?? "",
  request: writeJson(automation.request),
  default_inputs: writeJson(automation.default_inputs),
  tinyfish_automation_id: automation.tinyfish_automation_id ?? "",
  template: null,
});

export const AUTOMATION_FIELDS = [
  "name",
  "provider",
  "description",
  "request",
  "default_inputs",
  "tinyfish_automation_id",
] as const;

type Given<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
type Body = Given<Omit<Parameters<Client["createAutomation"]>[0], "provider">>;

/** The body of a create or an update, but for the provider, which cannot be changed; null while a JSON field does not parse. */
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
