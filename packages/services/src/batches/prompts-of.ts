import type { BatchDetail, BatchPrompts } from "@tfbench/contracts";
import type { Context } from "../context.ts";

type Asked = Pick<BatchDetail, "plan" | "run_count" | "load_report">;

/** How many different prompts a batch has. Null where nothing is known of them: agents, and what was sent before they were. */
export function promptsOf({ providers }: Context, { plan, run_count, load_report }: Asked): BatchPrompts | null {
  const { prompts } = plan.settings;
  if (prompts === undefined) return null;
  const [one, other] = [0, 1].map((index) => JSON.stringify(providers.requestOfRun(plan, index)));
  const { input = null, cached = null } = load_report?.tokens ?? {};
  return {
    source: prompts.synthetic === undefined ? "request" : "synthetic",
    // Two runs differ only where all do.
    distinct: one === other ? 1 : run_count,
    runs: run_count,
    cached_token_share: input === null || input === 0 || cached === null ? null : cached / input,
  };
}
