import type { Measured } from "@tfbench/contracts";

/** The filter for runs that figures rest on: loads of endpoints may have a warm-up and a cool-down, which are in none. */
export const measuredPart = (measured: Measured): { part?: "measured" } =>
  measured === "endpoints" ? { part: "measured" } : {};
