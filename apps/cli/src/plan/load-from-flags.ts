import type { LoadProfile } from "@tfbench/contracts";
import { needsExtent } from "./needs-extent.ts";
import { shapedLoad } from "./shaped-load.ts";
import type { ShapeFlags } from "./shaped-load.ts";

export type LoadFlags = ShapeFlags & {
  concurrency?: number | undefined;
  requests?: number | undefined;
  rate?: number | undefined;
  arrival: "poisson" | "constant" | "gamma";
  gammaShape?: number | undefined;
  durationMs?: number | undefined;
  onFull: "wait" | "drop";
  startSpreadMs?: number | undefined;
  warmup: RunsOrTime;
};

const MS_A_START = 2;
const LEAST_SPREAD_MS = 100;
const MOST_SPREAD_MS = 1_000;

/** A number of runs, or what is due before a time. */
export type RunsOrTime = { runs: number } | { ms: number };

/**
 * The load that the flags of `run` ask for: a rate or a shape of rates makes it open, with `--concurrency` as its ceiling; without
 * one it is closed. Warm-up runs come on top of the asked number. Throws a CliError where flags contradict each other.
 */
export function loadFromFlags(flags: LoadFlags): LoadProfile {
  const { requests, durationMs, warmup } = flags;
  const runs = requests === undefined ? undefined : requests + warmUpRunsOf(warmup);
  const shaped = shapedLoad(flags, runs);
  if (shaped !== null) return shaped;
  if (flags.rate === undefined) return closedLoad(flags, runs);
  if (runs === undefined && durationMs === undefined) throw needsExtent("--rate");
  const extent = {
    ...(runs === undefined ? {} : { runs }),
    ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
  };
  const ceiling = { max_in_flight: flags.concurrency ?? null, on_full: flags.onFull };
  const shared = { rate_per_second: flags.rate, ...extent, ...ceiling };
  if (flags.arrival === "gamma") return { kind: "gamma", shape: flags.gammaShape ?? 1, ...shared };
  return { kind: flags.arrival, ...shared };
}

function closedLoad({ concurrency = 1, durationMs, startSpreadMs }: LoadFlags, runs: number | undefined): LoadProfile {
  if (runs === undefined && durationMs === undefined) throw needsExtent("--concurrency");
  return {
    kind: "closed",
    ...(runs === undefined ? {} : { runs }),
    concurrency: Math.min(concurrency, runs ?? concurrency),
    start_spread_ms: concurrency === 1 ? 0 : (startSpreadMs ?? defaultSpreadMs(concurrency)),
    ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
  };
}

/** 500 starts a second: what a server takes in at once, its first answers wait for each other in it, and not for the model. */
const defaultSpreadMs = (concurrency: number): number =>
  Math.min(Math.max(MS_A_START * concurrency, LEAST_SPREAD_MS), MOST_SPREAD_MS);

export const warmUpRunsOf = (warmup: RunsOrTime): number => ("runs" in warmup ? warmup.runs : 0);
