import type { Origin } from "@tfbench/contracts";

/** Measurements of the real service hide rehearsals as soon as there are any. */
export function shownOrigin(available: readonly Origin[]): Origin {
  const order: Origin[] = ["real", "simulated"];
  return order.find((origin) => available.includes(origin)) ?? "sample";
}
