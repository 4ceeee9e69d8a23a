import { AppError } from "@tfbench/contracts";
import type { BatchPlan, CreateBatch, RangeMs } from "@tfbench/contracts";

const PARTS = ["grace_ms", "cancellation"] as const;
type Parts = Pick<CreateBatch, (typeof PARTS)[number]>;

/** The plan with what a trigger says beside its load. Throws an AppError for agents, whose runs are none of a load. */
export function withParts(plan: BatchPlan, parts: Parts): BatchPlan {
  const given = PARTS.filter((part) => parts[part] !== undefined);
  if (given.length === 0) return plan;
  if (plan.provider === "tinyfish") throw notOfAgents(given);
  const { grace_ms, cancellation } = parts;
  return {
    ...plan,
    ...(grace_ms === undefined ? {} : { grace_ms }),
    ...(cancellation === undefined
      ? {}
      : { cancellation: { share: cancellation.share, after_ms: rangeOf(cancellation.after_ms) } }),
  };
}

const rangeOf = (ms: RangeMs): { from: number; to: number } => (typeof ms === "number" ? { from: ms, to: ms } : ms);

const notOfAgents = (given: readonly string[]): AppError =>
  new AppError("invalid_input", "Runs of agents are counted to their own end, each of them.", {
    hint: `Leave ${given.join(" and ")} away, or measure an endpoint.`,
    fields: given.map((field) => ({ field, message: "is not taken for this provider" })),
  });
