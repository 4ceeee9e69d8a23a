import { AppError } from "@tfbench/contracts";
import type { BatchPlan, FieldProblem } from "@tfbench/contracts";
import type { ProviderPort } from "../context.ts";

const DEFAULT_SEED = 1;

type Loaded = Pick<BatchPlan, "load" | "seed" | "run_count" | "warm_up_runs" | "warm_up_ms" | "cool_down_ms">;

/** Throws an AppError where warm-up and cool-down cannot be told from the rest, or leave nothing of it. */
export function checkMargins(
  { load, seed = DEFAULT_SEED, run_count, ...margins }: Loaded,
  plannedEndMs: ProviderPort["plannedEndMs"],
): void {
  const { warm_up_runs = 0, warm_up_ms = 0, cool_down_ms = 0 } = margins;
  if (run_count !== undefined && warm_up_runs >= run_count)
    refuse(`The warm-up leaves nothing of a load of ${run_count} runs.`, {
      field: "warm_up_runs",
      message: `must be less than the ${run_count} runs of the load`,
    });
  if (warm_up_ms === 0 && cool_down_ms === 0) return;
  const endMs = plannedEndMs(load, seed);
  if (cool_down_ms > 0 && endMs === null)
    refuse("A closed load of a number of runs has no planned end that a cool-down could stand before.", {
      field: "cool_down_ms",
      message: "needs a load with a duration",
    });
  if (endMs === null || warm_up_ms + cool_down_ms < endMs) return;
  refuse(`Warm-up and cool-down leave nothing of a load of ${endMs / 1_000} s.`, {
    field: warm_up_ms === 0 ? "cool_down_ms" : "warm_up_ms",
    message: "leaves nothing of the load",
  });
}

function refuse(message: string, field: FieldProblem): never {
  throw new AppError("invalid_input", message, { hint: "Make the load longer, or them shorter.", fields: [field] });
}
