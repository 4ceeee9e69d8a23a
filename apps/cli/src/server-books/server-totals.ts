import type { ServerBooks } from "@tfbench/contracts";
import type { PrometheusSample } from "./parse-prometheus-text.ts";

export type ServerKind = NonNullable<ServerBooks["server"]>;
/** What a server has counted since it was started: totals by name, over all label sets. */
export type ServerTotals = { kind: ServerKind; read: (name: string) => number | null; succeeded: number | null };

const PREFIXES: readonly [prefix: RegExp, kind: ServerKind][] = [
  [/^vllm[:_]/, "vllm"],
  [/^sglang[:_]/, "sglang"],
  [/^llamacpp[:_]/, "llama.cpp"],
];
/** How a request ended that the server counts as finished and nobody would call a success. */
const BROKEN_OFF = new Set(["abort", "error"]);

/** The totals of a server whose names are known here; null for metrics of anything else. */
export function serverTotals(samples: readonly PrometheusSample[]): ServerTotals | null {
  for (const [prefix, kind] of PREFIXES) {
    const own = samples.filter(({ name }) => prefix.test(name));
    if (own.length > 0) return { kind, ...totalsOf(own, prefix) };
  }
  return null;
}

function totalsOf(samples: readonly PrometheusSample[], prefix: RegExp): Omit<ServerTotals, "kind"> {
  const totals = new Map<string, number>();
  let succeeded: number | null = null;
  for (const { name, labels, value } of samples) {
    if (!Number.isFinite(value)) continue;
    const bare = name.replace(prefix, "");
    totals.set(bare, (totals.get(bare) ?? 0) + value);
    if (bare !== "request_success_total") continue;
    succeeded = (succeeded ?? 0) + (BROKEN_OFF.has(labels["finished_reason"] ?? "") ? 0 : value);
  }
  return { read: (name) => totals.get(name) ?? null, succeeded: succeeded ?? totals.get("num_requests_total") ?? null };
}
