import { SecretReference } from "./secret-reference.ts";
import type { JsonObject, JsonValue } from "./text.ts";

/** Written in place of what must not be seen. */
export const HIDDEN = "hidden";

const USER_IN_ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i;
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A provider's request as it may be shown. New requests name their secrets by reference; this covers what rows still
 * hold from before that was so: a proxy's password, and one within its address.
 */
export function hideSecrets(request: JsonObject): JsonObject {
  const proxy = request["proxy_config"];
  if (!isObject(proxy)) return request;
  const { password, url } = proxy;
  const isHidden = password !== undefined && !SecretReference.safeParse(password).success;
  const hasUser = typeof url === "string" && USER_IN_ADDRESS.test(url);
  if (!isHidden && !hasUser) return request;
  return {
    ...request,
    proxy_config: {
      ...proxy,
      ...(isHidden ? { password: HIDDEN } : {}),
      ...(hasUser ? { url: url.replace(USER_IN_ADDRESS, `$1${HIDDEN}@`) } : {}),
    },
  };
}

/** Inputs as they may be shown beside the request that they filled: what is hidden there is hidden here. */
export function hideInputs(inputs: JsonObject, request: JsonObject): JsonObject {
  const [before, after] = [request["proxy_config"], hideSecrets(request)["proxy_config"]];
  if (!isObject(before) || !isObject(after)) return inputs;
  const hidden = new Set(Object.keys(before).flatMap((key) => (before[key] === after[key] ? [] : [before[key]])));
  const cover = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(cover);
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cover(item)]));
    return hidden.has(value) ? HIDDEN : value;
  };
  return hidden.size === 0
    ? inputs
    : Object.fromEntries(Object.entries(inputs).map(([key, item]) => [key, cover(item)]));
}
