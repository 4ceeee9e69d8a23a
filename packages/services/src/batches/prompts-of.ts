import type { BatchDetail, BatchPrompts } from "@tfbench/contracts";
import type { Context } from "../context.ts";

type Asked = Pick<BatchDetail, "plan" | "run_count" | "load_report">;

/** How many different prompts a batch has. Null where nothing is known of them: agents, and what was sent before they were. */
export function promptsOf({ providers }: Context, { plan, run_count, load_report }: Asked): BatchPrompts | null {
  const { prompts, chats } = plan.settings;
  if (prompts === undefined) return null;
  const stride = chats?.turns ?? 1;
  const [one, other] = [0, stride].map((index) => JSON.stringify(providers.requestOfRun(plan, index, [])));
  const { input = null, cached = null } = load_report?.tokens ?? {};
  return {
    source: plan.trace === undefined ? sourceOf(plan.settings) : "trace",
    // Two runs differ only where all do; turns of one conversation always do, by their history.
    distinct: one === other ? Math.min(stride, run_count) : run_count,
    runs: run_count,
    cached_token_share: input === null || input === 0 || cached === null ? null : cached / input,
  };
}

function sourceOf({ prompts, chats }: BatchDetail["plan"]["settings"]): BatchPrompts["source"] {
  if (chats?.conversations !== undefined) return "conversations";
  return prompts?.synthetic === undefined ? "request" : "synthetic";
}
