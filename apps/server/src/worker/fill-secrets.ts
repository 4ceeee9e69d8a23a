import { SecretReference } from "@tfbench/contracts";
import type { BatchPlan } from "@tfbench/contracts";

export type FilledSecrets = { request: BatchPlan["request"]; secrets: string[]; problem: string | null };

const FIELDS = ["username", "password"] as const;

/** The request with the secrets behind its `env:NAME`: for the engine alone, and never to be stored. */
export function fillSecrets(
  { request }: Pick<BatchPlan, "request">,
  readCredential: (name: string) => string | null,
): FilledSecrets {
  const proxy = request["proxy_config"];
  const filled: FilledSecrets = { request, secrets: [], problem: null };
  if (typeof proxy !== "object" || proxy === null || Array.isArray(proxy)) return filled;
  const values = { ...proxy };
  for (const field of FIELDS) {
    const reference = SecretReference.safeParse(proxy[field]);
    if (!reference.success) continue;
    const name = reference.data.slice("env:".length);
    const value = readCredential(name);
    if (value === null) {
      const problem = `The request takes proxy_config.${field} from ${name}, which is not set where the worker runs; set it and start the worker again.`;
      return { request, secrets: [], problem };
    }
    values[field] = value;
    filled.secrets.push(value);
  }
  return filled.secrets.length === 0 ? filled : { ...filled, request: { ...request, proxy_config: values } };
}
