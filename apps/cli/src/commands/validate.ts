import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { chatSettingsOf } from "../chats/chat-settings-of.ts";
import { createSchedule } from "@tfbench/engine";
import { loadTokenCounter } from "@tfbench/providers";
import { mostUsdOfRun } from "../plan/most-usd-of-run.ts";
import { planFromFile } from "../plan/plan-from-file.ts";
import { firstRequestOf } from "../local/first-request.ts";
import { withoutDataUrls } from "../local/without-data-urls.ts";
import { describeLoad } from "../report/describe-load.ts";
import { formatNumber } from "../report/format-figure.ts";
import type { AddCommand } from "./add-command.ts";
import { describeTask } from "../levels/describe-task.ts";
import { describeNeed, needsOf } from "../thresholds/describe-needs.ts";

/** Reads a scenario file and says what it would do, without sending anything. */
export const addValidate: AddCommand = (command, { context, end }) => {
  command
    .argument("<file>", "scenario file in YAML")
    .action(async (file: string, _flags: unknown, self) => end(await validate(file, context(self))));
};

async function validate(file: string, context: CommandContext): Promise<ExitCode> {
  const plan = planFromFile(file);
  const due = plan.load.kind === "closed" ? null : createSchedule(plan.load, plan.seed);
  const lastDueMs = due?.at(-1) ?? null;
  const first = withoutDataUrls(firstRequestOf(plan));
  // The vocabulary takes a while to load, and counts for nothing without a price.
  const cost = plan.prices === null ? null : mostUsdOfRun(plan, await loadTokenCounter());
  const needs = needsOf(plan.gates.thresholds, cost?.most_usd ?? null);
  if (context.isJson) {
    context.print(
      JSON.stringify({
        kind: "plan",
        file,
        name: plan.name,
        url: plan.url,
        load: plan.load,
        runs: due?.length ?? null,
        last_due_ms: lastDueMs,
        first_request: first,
        levels: plan.levels,
        thresholds: needs,
        cost_of_run: cost,
      }),
    );
    return EXIT_CODE.passed;
  }
  context.print(`${file} is valid.`);
  context.print(`${plan.name}: ${plan.url}`);
  context.print(describeLoad(plan.load, chatSettingsOf(plan.chats)));
  if (due !== null)
    context.print(
      `${due.length} ${plan.chats === null ? "runs" : "conversations"}, the last one due after ${formatNumber((lastDueMs ?? 0) / 1000)} s`,
    );
  if (plan.levels !== null) context.print(describeTask(plan.levels));
  for (const need of needs) context.print(describeNeed(need));
  if (plan.prices !== null && needs.length > 0 && cost === null)
    context.print("what that costs is not known: prices need text prompts, one turn a run, and a max_tokens");
  context.print(`first request: ${JSON.stringify(first)}`);
  return EXIT_CODE.passed;
}
