import { BudgetWatch } from "@tfbench/stats";
import { Option } from "commander";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { firstRequestOf } from "../local/first-request.ts";
import { exitCodeOf } from "../local/exit-code-of.ts";
import { measureLoad } from "../local/measure-load.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { APIS, PROVIDERS } from "../plan/choose-provider.ts";
import { planFromFlags } from "../plan/plan-from-flags.ts";
import type { RunFlags } from "../plan/plan-from-flags.ts";
import { printReport } from "../report/print-report.ts";
import { gatesFromFlags } from "../thresholds/gates-from-flags.ts";
import type { GateFlags } from "../thresholds/gates-from-flags.ts";
import type { AddCommand } from "./add-command.ts";
import { addRunOptions } from "./run-options.ts";

type Flags = Partial<RunFlags> & BudgetFlags & GateFlags & Kept;
/** Where a load's records go and which books are held against it. */
type Kept = { out?: string; serverMetrics?: string };
type BudgetFlags = { maxErrors?: number; maxErrorRate?: number; maxUsd?: number };

/** What may be said beside a scenario file: it does not change what is measured. */
const BESIDE_A_FILE = new Set([
  ...["out", "serverMetrics", "maxErrors", "maxErrorRate", "maxUsd"],
  ...["threshold", "attainment", "gate"],
]);

const EXAMPLES = `
Examples:
  tfbench run --url simulator --concurrency 8 --requests 200
  tfbench run --url http://127.0.0.1:8000/v1/chat/completions --model m --rate 20 --duration 30s --out run.ndjson
  tfbench run --url simulator --requests 200 --sweep-concurrency 1,2,4,8
  tfbench run --url simulator --requests 400 --search-rate 1..200 --threshold 'p95(response_ms) < 500'
  tfbench run tfbench.yaml --json`;

/** Measures an endpoint: by flags, or as a scenario file says. */
export const addRun: AddCommand = (command, { context, end }) => {
  command
    .argument("[file]", "scenario file in YAML")
    .option("--url <address>", "whole address of the endpoint, or simulator")
    .addOption(
      new Option("--provider <kind>", "what the endpoint speaks, where its address does not say").choices(PROVIDERS),
    )
    .addOption(new Option("--api <name>", "which of the provider's APIs, where the address does not say").choices(APIS))
    .option("--model <name>", "model to ask for")
    .option("--out <file>", "write every run as a line of this file")
    .option(
      "--server-metrics <address>",
      "also compare with the server's own metrics, as /metrics (vLLM, SGLang, llama.cpp)",
    )
    .addHelpText("after", EXAMPLES);
  addRunOptions(command);
  command.action(async (file: string | undefined, flags: Flags, self: Command) => {
    const plan = withBudget(await planOf(file, flags, self), flags);
    end(await run({ ...plan, gates: gatesFromFlags(flags, plan) }, flags, context(self)));
  });
};

async function planOf(file: string | undefined, flags: Flags, command: Command): Promise<LocalPlan> {
  if (file === undefined && flags.url === undefined) {
    throw new CliError(EXIT_CODE.usage, "Neither a scenario file nor --url says what to measure.", {
      hint: "Try tfbench run --url simulator --concurrency 8 --requests 200, or write a file with tfbench init.",
    });
  }
  if (file === undefined) return planFromFlags(toRunFlags(flags));
  const own = command.options
    .map((option) => option.attributeName())
    .filter((name) => !BESIDE_A_FILE.has(name) && command.getOptionValueSource(name) === "cli");
  if (own.length === 0) {
    // A load by flags starts sooner without YAML and the schemas of a file.
    const { planFromFile } = await import("../plan/plan-from-file.ts");
    return planFromFile(file);
  }
  throw new CliError(
    EXIT_CODE.usage,
    `A scenario file and ${own.map((name) => `--${kebab(name)}`).join(", ")} cannot both say what to measure.`,
    {
      hint: "Put it into the file, or leave the file away.",
    },
  );
}

/** Flags go before the file. Throws a CliError for a budget that could not be kept. */
function withBudget(plan: LocalPlan, { maxErrors, maxErrorRate, maxUsd }: BudgetFlags): LocalPlan {
  const budget = {
    ...plan.budget,
    ...(maxErrors === undefined ? {} : { max_errors: maxErrors }),
    ...(maxErrorRate === undefined ? {} : { max_error_rate: maxErrorRate }),
    ...(maxUsd === undefined ? {} : { max_usd: maxUsd }),
  };
  if (budget.max_usd === undefined || plan.prices !== null) return { ...plan, budget };
  throw new CliError(EXIT_CODE.usage, `A budget of $${budget.max_usd} needs to know what tokens cost.`, {
    hint: "Give --usd-per-million-input and --usd-per-million-output, or target.prices in the scenario file.",
  });
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options with a default are always there, which commander's types do not say; `url` was checked before. */
const toRunFlags = ({ duration, startSpread, timeout, grace, ...flags }: Flags & Record<string, unknown>): RunFlags =>
  ({ ...flags, durationMs: duration, startSpreadMs: startSpread, timeoutMs: timeout, graceMs: grace }) as RunFlags;

async function run(given: LocalPlan, { out, serverMetrics }: Kept, context: CommandContext): Promise<ExitCode> {
  const plan = { ...given, serverMetrics: serverMetrics ?? given.serverMetrics };
  firstRequestOf(plan);
  const watch = new BudgetWatch(plan.budget);
  const kept = { out: out ?? null, context, watch };
  if (plan.levels !== null) {
    const { runLevels } = await import("./run-levels.ts");
    return runLevels(plan, plan.levels, kept);
  }
  const document = await measureLoad(plan, kept);
  context.print(context.isJson ? JSON.stringify(document) : printReport(document, context));
  return exitCodeOf(document, context.interrupts);
}
