import type { JsonObject, Provider } from "@tfbench/contracts";
import { requestFormOf } from "@tfbench/providers";
import type { RequestForm } from "@tfbench/providers";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

/** What this program can measure, in the order in which addresses are held against them. */
export const PROVIDERS = ["openai", "anthropic", "http_sse"] as const satisfies readonly Provider[];
const FORMS = PROVIDERS.flatMap((provider) => {
  const form = requestFormOf(provider);
  return form === null ? [] : [{ provider, form }];
});
export const APIS: readonly string[] = FORMS.flatMap(({ form }) => form.apis);

type Chosen = { provider: Provider; api: string | null; form: RequestForm };
type Said = { url: string; provider: Provider | undefined; api: string | undefined; request: JsonObject };

/**
 * The provider and its API: what is said of them, else what the address ends in, else what the request is written for. Throws
 * a CliError where these contradict each other.
 */
export function chooseProvider({ url, provider, api, request }: Said): Chosen {
  const path = url === "simulator" ? "" : new URL(url).pathname;
  const atPath = FORMS.find(({ form }) => form.apiAt(path) !== null);
  const byApi = FORMS.find(({ form }) => api !== undefined && form.apis.includes(api));
  const chosen = FORMS.find(
    (known) => known.provider === (provider ?? byApi?.provider ?? atPath?.provider ?? "openai"),
  );
  if (chosen === undefined) {
    throw refused(
      `The provider ${String(provider)} is not measured from the command line.`,
      "Agents are run and judged by the server: make start. Here: openai, anthropic and http_sse.",
    );
  }
  const { form } = chosen;
  if (api !== undefined && !form.apis.includes(api)) {
    throw refused(
      `${chosen.provider} has no API "${api}".`,
      form.apis.length === 0 ? "It has no APIs to choose from." : `It has ${form.apis.join(", ")}.`,
    );
  }
  const addressed = atPath?.form.apiAt(path) ?? null;
  const isOther = atPath !== undefined && (atPath !== chosen || (api !== undefined && api !== addressed));
  if (isOther && form.apis.length > 0) {
    throw refused(
      `The address ends in ${path}, which is that of ${atPath.provider}'s ${addressed}, and not of ${chosen.provider}'s ${api ?? form.apis[0]}.`,
      "Correct the address, or leave provider and API to it.",
    );
  }
  return { ...chosen, api: api ?? form.apiAt(path) ?? form.apiOf(request) ?? form.apis[0] ?? null };
}

const refused = (message: string, hint: string): CliError => new CliError(EXIT_CODE.usage, message, { hint });
