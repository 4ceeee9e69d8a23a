import { AppError, MOST_RUNS_OF_BATCH } from "@tfbench/contracts";
import type { BatchPlan, ClosedLoad, FieldProblem, LoadProfile, Provider, RunSettings } from "@tfbench/contracts";
import type { TriggerSource } from "@tfbench/store";
import type { ProviderPort } from "../context.ts";

type Target = Pick<NonNullable<TriggerSource["target"]>, "limits">;
export type PlannedLoad = Pick<BatchPlan, "load" | "seed" | "run_count" | "trace" | "is_open_ended">;

/** Random arrivals may bring more than is expected; by this factor they never do where it matters. */
const MARGIN = 2;

/** The load of a trigger that brings none. Never more at once than the target allows: it could never be started. */
export function planLoad(order: { runs: number; settings: RunSettings; target: Target }): ClosedLoad {
  const { runs, settings, target } = order;
  const concurrency = Math.min(settings.concurrency, runs, target.limits.max_in_flight ?? settings.concurrency);
  return { kind: "closed", runs, concurrency, start_spread_ms: settings.start_spread_ms };
}

export type GivenLoad = {
  load: LoadProfile;
  seed: number;
  /** As the trigger says it beside the load. */
  count: number;
  provider: Provider;
  target: Target;
};

/** The load that a trigger brings, within the target's limit, once it is known how many runs it makes. */
export function planGivenLoad(given: GivenLoad, countRuns: ProviderPort["countRuns"]): PlannedLoad {
  const { load, seed, count, provider, target } = given;
  const most = target.limits.max_in_flight ?? Infinity;
  if (load.kind === "closed") {
    const { runs } = load;
    const within = { ...load, concurrency: Math.min(load.concurrency, runs ?? Infinity, most) };
    if (load.duration_ms !== undefined) return planTimed(within, given);
    assertFew(runs ?? 0, count);
    return { load: within, seed };
  }
  if (provider === "tinyfish")
    refuse("Runs of agents start when others end: only a closed load fits them.", {
      field: "load.kind",
      message: "must be closed for this provider",
    });
  if (expectedRuns(load) > MARGIN * MOST_RUNS_OF_BATCH) refuseSize(`about ${Math.round(expectedRuns(load))}`);
  const run_count = countRuns(load, seed);
  assertFew(run_count, count);
  const max_in_flight = Math.min(load.max_in_flight ?? Infinity, most);
  return { load: { ...load, max_in_flight: max_in_flight === Infinity ? null : max_in_flight }, seed, run_count };
}

/** It may end before all of its runs have started, so they are made when they do. */
function planTimed(load: LoadProfile & { kind: "closed" }, { seed, count, provider }: GivenLoad): PlannedLoad {
  if (provider === "tinyfish")
    refuse("How many runs of agents fit into a time is not known before, nor what they cost.", {
      field: "load.duration_ms",
      message: "is not taken for this provider: leave it out, runs says how many",
    });
  assertFew(load.runs ?? count, count);
  return { load, seed, is_open_ended: true };
}

function assertFew(runs: number, count: number): void {
  if (runs === 0) refuse("The load makes no run at all.", { field: "load", message: "must make at least one run" });
  if (runs > MOST_RUNS_OF_BATCH) refuseSize(String(runs));
  if (count !== 1 && count !== runs)
    refuse(`The load makes ${runs} runs, and count says ${count}.`, {
      field: "count",
      message: "must be left out beside load",
    });
}

const refuseSize = (runs: string): never =>
  refuse(`The load makes ${runs} runs; a batch of this server holds at most ${MOST_RUNS_OF_BATCH}.`, {
    field: "load",
    message: `must make at most ${MOST_RUNS_OF_BATCH} runs`,
  });

function refuse(message: string, field: FieldProblem): never {
  throw new AppError("invalid_input", message, {
    hint: "Change the load, or measure from the command line with `tfbench run`, which takes any.",
    fields: [field],
  });
}

/** How many runs a profile is expected to make, before any is drawn: a profile of millions is refused unseen. */
function expectedRuns(load: Exclude<LoadProfile, { kind: "closed" }>): number {
  switch (load.kind) {
    case "replay":
      return load.due_offsets_ms.length;
    case "burst":
      return Math.min(
        load.runs ?? Infinity,
        Math.ceil((load.duration_ms ?? Infinity) / load.every_ms) * load.runs_per_burst,
      );
    case "stages":
      return load.stages.reduce((sum, stage) => sum + (stage.rate_per_second * stage.duration_ms) / 1_000, 0);
    case "ramp":
      return (meanRate(load) * load.duration_ms) / 1_000;
    default:
      return Math.min(load.runs ?? Infinity, (load.rate_per_second * (load.duration_ms ?? Infinity)) / 1_000);
  }
}

function meanRate({ curve, from_per_second: from, to_per_second: to }: Extract<LoadProfile, { kind: "ramp" }>): number {
  if (from === to) return from;
  return curve === "linear" ? (from + to) / 2 : (to - from) / Math.log(to / from);
}
