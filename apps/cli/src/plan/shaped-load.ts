import type { LoadProfile } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { LoadFlags } from "./load-from-flags.ts";
import { needsExtent } from "./needs-extent.ts";

export type Burst = { runs_per_burst: number; every_ms: number };
export type Stage = { rate_per_second: number; duration_ms: number };
export type Ramp = { from_per_second: number; to_per_second: number };
type Curve = Extract<LoadProfile, { kind: "ramp" }>["curve"];

export type ShapeFlags = {
  burst?: Burst | undefined;
  stages?: Stage[] | undefined;
  ramp?: Ramp | undefined;
  rampCurve?: Curve | undefined;
};

/**
 * The load of `--burst`, `--stages` or `--ramp`; null where none of them is given. `runs` holds the warm-up too. Throws a
 * CliError where it does not say when to stop, or says it twice.
 */
export function shapedLoad(flags: LoadFlags & ShapeFlags, runs: number | undefined): LoadProfile | null {
  const { burst, stages, ramp, durationMs, rampCurve } = flags;
  const ceiling = { max_in_flight: flags.concurrency ?? null, on_full: flags.onFull };
  if (rampCurve !== undefined && ramp === undefined) {
    throw new CliError(EXIT_CODE.usage, "--ramp-curve is the way from one rate to another, and --ramp is missing.", {
      hint: "Add --ramp, such as --ramp 1..50 --duration 60s.",
    });
  }
  if (burst !== undefined) {
    if (runs === undefined && durationMs === undefined) throw needsExtent("--burst");
    const extent = {
      ...(runs === undefined ? {} : { runs }),
      ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
    };
    return { kind: "burst", ...burst, ...extent, ...ceiling };
  }
  if (stages !== undefined) {
    if (flags.requests !== undefined || durationMs !== undefined) {
      throw new CliError(EXIT_CODE.usage, "--stages say themselves when they end.", {
        hint: "Leave --requests and --duration away, and end the last stage earlier or later.",
      });
    }
    return { kind: "stages", stages, arrivals: arrivalsOf(flags, "--stages"), ...ceiling };
  }
  if (ramp === undefined) return null;
  if (durationMs === undefined || flags.requests !== undefined) {
    throw new CliError(EXIT_CODE.usage, "--ramp takes a --duration, and no --requests.", {
      hint: "The rates and the time settle how many runs there are: --ramp 1..50 --duration 60s.",
    });
  }
  const curve = rampCurve ?? "linear";
  return { kind: "ramp", curve, ...ramp, duration_ms: durationMs, arrivals: arrivalsOf(flags, "--ramp"), ...ceiling };
}

function arrivalsOf({ arrival }: LoadFlags, flag: string): "constant" | "poisson" {
  if (arrival !== "gamma") return arrival;
  throw new CliError(EXIT_CODE.usage, `${flag} takes --arrival poisson or constant.`, {
    hint: "Gamma arrivals are for a load of one --rate.",
  });
}
