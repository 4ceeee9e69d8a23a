import type { BatchPlan } from "@tfbench/contracts";

/** The plan with what its trace says of this one run: how long the prompts of the others were is none of its business. */
export function onlyRun(plan: BatchPlan, index: number): BatchPlan {
  const { trace } = plan;
  return trace === undefined
    ? plan
    : { ...plan, trace: { ...trace, requests: trace.requests.slice(index, index + 1) } };
}
