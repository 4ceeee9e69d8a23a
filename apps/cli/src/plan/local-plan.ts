import type { Budget, JsonValue, LoadProfile, Provider, Slo, Timeouts } from "@tfbench/contracts";
import type { TokenPrices } from "@tfbench/stats";
import type { PromptSource } from "@tfbench/engine";
import type { Gates } from "../thresholds/gates.ts";

/** Everything one load of the command line needs, whether it came from flags or from a file. */
export type LocalPlan = {
  name: string;
  provider: Provider;
  /** Whole address of the endpoint, or the built-in simulator. */
  url: string | "simulator";
  credentialVariable: string | null;
  headers: Readonly<Record<string, string>>;
  isTlsUnverified: boolean;
  request: Readonly<Record<string, JsonValue>>;
  /** Null: the request holds its messages itself and is the same in every run. */
  prompts: PromptSource | null;
  load: LoadProfile;
  warmUpRuns: number;
  slo: readonly Slo[];
  gates: Gates;
  timeouts: Timeouts;
  seed: number;
  threads: number;
  connections: "reused" | "fresh";
  graceMs: number | null;
  budget: Budget;
  /** Null: what a run costs is not known. */
  prices: TokenPrices | null;
};
