/** Written in place of what must not be seen. */
export const HIDDEN = "hidden";

/** The fields of a provider's request that hold a secret, by their path. */
const SECRET_PATHS: readonly (readonly [string, string])[] = [["proxy_config", "password"]];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The request with its secrets covered; everything else as it was sent. */
export function hideSecrets(request: Record<string, unknown>): Record<string, unknown> {
  let shown = request;
  for (const [group, field] of SECRET_PATHS) {
    const inner = shown[group];
    if (isRecord(inner) && field in inner) shown = { ...shown, [group]: { ...inner, [field]: HIDDEN } };
  }
  return shown;
}
