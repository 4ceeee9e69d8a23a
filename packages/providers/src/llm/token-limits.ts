import type { JsonObject } from "@tfbench/contracts";

/**
 * A run's own limit in place of the request's. What says how long the answer has to be at least moves along, as a least
 * length over the limit is refused.
 */
export function withTokenLimit(request: JsonObject, field: string, limit: number | null): JsonObject {
  if (limit === null) return request;
  const least = request["min_tokens"];
  if (typeof least !== "number") return { ...request, [field]: limit };
  const isExact = least === request[field];
  return { ...request, [field]: limit, min_tokens: isExact ? limit : Math.min(least, limit) };
}
