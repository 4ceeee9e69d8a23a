import { once } from "node:events";
import { startSimulator } from "@tfbench/simulator";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { AddCommand } from "./add-command.ts";
import { wholeNumber } from "./parse-option.ts";

type SimulateFlags = { host: string; port: number; seed: number; slots?: number; truthLog?: string };

/** Runs the simulator of TinyFish and of LLM endpoints until it is interrupted. */
export const addSimulate: AddCommand = (command, { context, end }) => {
  command
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <n>", "port; 0 takes any that is free", wholeNumber(0, 65_535), 8010)
    .option("--seed <n>", "settles what is drawn at random", wholeNumber(0), 1)
    .option("--slots <n>", "answers generated at the same time; more requests queue", wholeNumber(1))
    .option("--truth-log <file>", "write the time of every byte sent to this file")
    .action(async (flags: SimulateFlags, self) => end(await simulate(flags, context(self))));
};

async function simulate(flags: SimulateFlags, context: CommandContext): Promise<ExitCode> {
  const { host, port, seed, slots, truthLog } = flags;
  const { soft } = context.interrupts;
  const simulator = await startSimulator({
    host,
    port,
    seed,
    truth_log_path: truthLog ?? null,
    ...(slots === undefined ? {} : { llm: { slots } }),
  }).catch((cause: unknown) => {
    throw new CliError(EXIT_CODE.failed, `The simulator cannot start at ${host}:${port}: ${messageOf(cause)}`, {
      hint: "Choose another port with --port, or 0 for any that is free.",
      cause,
    });
  });
  if (context.isJson) context.print(JSON.stringify({ kind: "simulator", url: simulator.url, port: simulator.port }));
  else {
    context.print(`Simulator at ${simulator.url}`);
    context.note(
      "Chat completions at /v1/chat/completions, messages at /v1/messages, TinyFish at /v1/automation/run-sse.",
    );
    context.note("Ctrl-C stops it.");
  }
  if (!soft.aborted) await once(soft, "abort");
  await simulator.close();
  return EXIT_CODE.passed;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
