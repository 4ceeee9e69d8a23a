import { Option } from "commander";
import type { Command } from "commander";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf } from "../local/exit-code-of.ts";
import { measureLoad } from "../local/measure-load.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { planFromFile } from "../plan/plan-from-file.ts";
import { planFromFlags } from "../plan/plan-from-flags.ts";
import type { RunFlags } from "../plan/plan-from-flags.ts";
import { printReport } from "../report/print-report.ts";
import type { AddCommand } from "../run-cli.ts";
import { collect, durationMs, positiveNumber, wholeNumber } from "./parse-option.ts";

type Flags = Partial<RunFlags> & Kept;
/** Where a load's records go and which books are held against it: beside what is measured, so a scenario file takes them too. */
type Kept = { out?: string; serverMetrics?: string };

const EXAMPLES = `
Examples:
  tfbench run --url simulator --concurrency 8 --requests 200
  tfbench run --url http://127.0.0.1:8000/v1/chat/completions --model m --rate 20 --duration 30s --out run.ndjson
  tfbench run tfbench.yaml --json`;

/** Measures an endpoint: by flags, or as a scenario file says. */
export const addRun: AddCommand = (program, { context, end }) => {
  const command = program
    .command("run")
    .description("measure an endpoint, by flags or as a scenario file says")
    .argument("[file]", "scenario file in YAML")
    .option("--url <address>", "whole address of the endpoint, or simulator")
    .addOption(
      new Option("--provider <kind>", "what the endpoint speaks").choices(["openai", "anthropic"]).default("openai"),
    )
    .option("--model <name>", "model to ask for")
    .option("--out <file>", "write every run as a line of this file")
    .option(
      "--server-metrics <address>",
      "also compare with the server's own metrics, as /metrics (vLLM, SGLang, llama.cpp)",
    )
    .addHelpText("after", EXAMPLES);
  addLoadOptions(command);
  addRequestOptions(command);
  command.action(async (file: string | undefined, flags: Flags, self: Command) => {
    end(await run(planOf(file, flags, self), flags, context(self)));
  });
};

function addLoadOptions(command: Command): void {
  command
    .option("--concurrency <n>", "runs open at the same time; with --rate the ceiling", wholeNumber(1, 16_384))
    .option("--requests <n>", "how many runs", wholeNumber(1, 10_000_000))
    .option("--duration <time>", "for how long: 30s, 2m", durationMs)
    .option("--rate <per second>", "runs due a second, whether or not others have ended", positiveNumber)
    .addOption(
      new Option("--arrival <kind>", "how due times of a rate are spread")
        .choices(["poisson", "constant", "gamma"])
        .default("poisson"),
    )
    .option("--gamma-shape <n>", "1 is Poisson, less comes in clumps", positiveNumber)
    .addOption(
      new Option("--on-full <what>", "a run due without a free slot").choices(["wait", "drop"]).default("wait"),
    )
    .option(
      "--start-spread <time>",
      "the first starts of a closed load are spread over this; 0s is all at once",
      spreadMs,
      100,
    )
    .option("--warmup <n>", "runs before the measured ones, in no figure", wholeNumber(0, 100_000), 0)
    .option("--grace <time>", "how long runs may go on after the last start", durationMs)
    .option("--timeout <time>", "longest time of one run", durationMs, 600_000)
    .option("--threads <n>", "measuring threads", wholeNumber(1, 64), 1)
    .option("--fresh-connections", "dial for every run")
    .option("--slo <limit>", "limit each run has to keep, as ttft_ms<200; may be repeated", collect, [])
    .option("--seed <n>", "settles prompts and due times", wholeNumber(0, 2_147_483_647), 1);
}

function addRequestOptions(command: Command): void {
  command
    .option("--input-tokens <n>", "length of synthetic prompts", wholeNumber(1, 1_000_000), 128)
    .option(
      "--shared-prefix-tokens <n>",
      "the first so many tokens are the same in every prompt",
      wholeNumber(0, 1_000_000),
      0,
    )
    .option("--prompt-file <file>", "prompts from JSONL, CSV, ShareGPT JSON or text, instead of synthetic ones")
    .option("--allow-repeats", "send the same synthetic prompt every time, so caches may answer")
    .option("--max-tokens <n>", "longest answer", wholeNumber(1, 10_000_000))
    .option(
      "--output-tokens <n>",
      "length of answers, where the server allows to ask for it",
      wholeNumber(1, 10_000_000),
    )
    .option("--ignore-eos", "let the server go on to --output-tokens (vLLM, SGLang)")
    .option("--extra-body <json>", "more fields of the request; @file reads them from a file")
    .option("--header <name: value>", "more headers; may be repeated", collect, [])
    .option("--api-key-env <name>", "environment variable that holds the key")
    .option("--insecure", "accept certificates that cannot be verified");
}

const spreadMs = (text: string): number => (/^0(ms|s)?$/.test(text) ? 0 : durationMs(text));

function planOf(file: string | undefined, flags: Flags, command: Command): LocalPlan {
  if (file === undefined && flags.url === undefined) {
    throw new CliError(EXIT_CODE.usage, "Neither a scenario file nor --url says what to measure.", {
      hint: "Try tfbench run --url simulator --concurrency 8 --requests 200, or write a file with tfbench init.",
    });
  }
  if (file === undefined) return planFromFlags(toRunFlags(flags));
  const own = command.options
    .map((option) => option.attributeName())
    .filter((name) => name !== "out" && name !== "serverMetrics" && command.getOptionValueSource(name) === "cli");
  if (own.length === 0) return planFromFile(file);
  throw new CliError(
    EXIT_CODE.usage,
    `A scenario file and ${own.map((name) => `--${kebab(name)}`).join(", ")} cannot both say what to measure.`,
    {
      hint: "Put it into the file, or leave the file away.",
    },
  );
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options with a default are always there, which commander's types do not say; `url` was checked before. */
const toRunFlags = ({ duration, startSpread, timeout, grace, ...flags }: Flags & Record<string, unknown>): RunFlags =>
  ({ ...flags, durationMs: duration, startSpreadMs: startSpread, timeoutMs: timeout, graceMs: grace }) as RunFlags;

async function run(plan: LocalPlan, { out, serverMetrics }: Kept, context: CommandContext): Promise<ExitCode> {
  const document = await measureLoad(plan, { out: out ?? null, serverMetrics: serverMetrics ?? null }, context);
  context.print(context.isJson ? JSON.stringify(document) : printReport(document, context.paint));
  return exitCodeOf(document, context.interrupts);
}
