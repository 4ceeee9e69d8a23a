import { AppError } from "@tfbench/contracts";
import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-deps.ts";

type KnownRoute = { method: string; path: string };
type Pattern = { matches: RegExp; isExact: boolean; methods: Set<string> };

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+")}$`);

/**
 * Answers requests whose path is known with a method that is not: 405 with Allow, and OPTIONS. Must stand before the
 * routes; a path without places wins over one with, so that GET /runs/trigger is not taken for a run's id.
 */
export function refuseUnknownMethods(routes: readonly KnownRoute[]): MiddlewareHandler<ApiEnv> {
  const patterns = new Map<string, Pattern>();
  for (const { method, path } of routes) {
    const pattern = patterns.get(path) ?? {
      matches: toPattern(path),
      isExact: !path.includes("{"),
      methods: new Set(["OPTIONS"]),
    };
    pattern.methods.add(method.toUpperCase());
    if (method.toUpperCase() === "GET") pattern.methods.add("HEAD");
    patterns.set(path, pattern);
  }
  const ordered = [...patterns.values()].sort((a, b) => Number(b.isExact) - Number(a.isExact));
  return async (c, next) => {
    const pattern = ordered.find(({ matches }) => matches.test(c.req.path));
    if (pattern === undefined || (pattern.methods.has(c.req.method) && c.req.method !== "OPTIONS")) return next();
    c.header("Allow", [...pattern.methods].sort().join(", "));
    if (c.req.method === "OPTIONS") return c.body(null, 204);
    throw new AppError("method_not_allowed", `${c.req.method} is not possible here.`, {
      hint: "See the Allow header.",
    });
  };
}
