import { AppError, MOST_RUNS_OF_BATCH } from "@tfbench/contracts";
import type { BatchPlan, CreateBatch, RangeMs } from "@tfbench/contracts";
import type { ProviderPort } from "../context.ts";
import { checkMargins } from "./check-margins.ts";

const PARTS = ["warm_up_runs", "warm_up_ms", "cool_down_ms", "grace_ms", "cancellation"] as const;
type Parts = Pick<CreateBatch, (typeof PARTS)[number]>;

/** The plan with what a trigger says beside its load. Throws an AppError where that does not fit it. */
export function withParts(
  plan: BatchPlan,
  { cancellation, ...rest }: Parts,
  plannedEndMs: ProviderPort["plannedEndMs"],
): BatchPlan {
  const parts = { ...rest, ...(cancellation === undefined ? {} : { cancellation: settledOf(cancellation) }) };
  const given = PARTS.filter((part) => parts[part] !== undefined);
  if (given.length === 0) return plan;
  if (plan.provider === "tinyfish") throw notOfAgents(given);
  const planned = { ...plan, ...Object.fromEntries(given.map((part) => [part, parts[part]])) };
  checkMargins(planned, plannedEndMs);
  return planned;
}

type AskedRuns = Pick<CreateBatch, "load" | "trace" | "warm_up_runs"> & { count?: number };

/** As many runs more as are to warm up: they come on top of those that are asked for. */
export function withWarmUpRuns<Order extends AskedRuns>(order: Order): Order {
  const { load, trace, warm_up_runs = 0, count } = order;
  // A trace has the runs it has.
  if (warm_up_runs === 0 || trace !== undefined) return order;
  if (load === undefined) return count === undefined ? order : { ...order, count: fewEnough(count + warm_up_runs) };
  if (!("runs" in load) || load.runs === undefined) return order;
  const runs = load.runs + warm_up_runs;
  return { ...order, load: { ...load, runs }, ...(count === load.runs ? { count: runs } : {}) };
}

/** Of a load its planning says so. */
function fewEnough(runs: number): number {
  if (runs <= MOST_RUNS_OF_BATCH) return runs;
  throw new AppError(
    "invalid_input",
    `With those to warm up there are ${runs} runs; a batch holds at most ${MOST_RUNS_OF_BATCH}.`,
    {
      hint: "Ask for fewer runs, or warm up with fewer.",
      fields: [{ field: "warm_up_runs", message: `must be at most ${MOST_RUNS_OF_BATCH} together with count` }],
    },
  );
}

const settledOf = ({ share, after_ms }: NonNullable<Parts["cancellation"]>): BatchPlan["cancellation"] => ({
  share,
  after_ms: rangeOf(after_ms),
});

const rangeOf = (ms: RangeMs): { from: number; to: number } => (typeof ms === "number" ? { from: ms, to: ms } : ms);

const notOfAgents = (given: readonly string[]): AppError =>
  new AppError("invalid_input", "Runs of agents are counted to their own end, each of them.", {
    hint: `Leave ${given.join(" and ")} away, or measure an endpoint.`,
    fields: given.map((field) => ({ field, message: "is not taken for this provider" })),
  });
