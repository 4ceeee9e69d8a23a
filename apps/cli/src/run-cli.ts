import { AppError } from "@tfbench/contracts";
import { Command, CommanderError } from "commander";
import type { CommandHost } from "./commands/add-command.ts";
import { COMMANDS } from "./commands/commands.ts";
import { CliError } from "./cli-error.ts";
import { describeCommandLine } from "./describe-command-line.ts";
import type { CommandContext, Interrupts } from "./command-context.ts";
import { loadConfig } from "./config.ts";
import { EXIT_CODE } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { paintWith } from "./paint.ts";
import { VERSION } from "./version.ts";

export type CliWorld = {
  argv: readonly string[];
  environment: Record<string, string | undefined>;
  output: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  errors: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  /** Calls back each time the person interrupts. */
  onInterrupt(callback: () => void): void;
};

/** Runs one command and returns the exit code; writes to nothing but the given streams. */
export async function runCli(world: CliWorld): Promise<ExitCode> {
  const interrupts = watchInterrupts(world);
  let exitCode: ExitCode = EXIT_CODE.passed;
  const context = createContext(world, interrupts);
  const program = createProgram(world);
  const end = (code: ExitCode): void => {
    exitCode = code;
  };
  try {
    await loadCommands(program, world.argv, { context, end });
    await program.parseAsync([...world.argv]);
    return exitCode;
  } catch (error) {
    return explain(error, context(program));
  }
}

function createProgram(world: CliWorld): Command {
  const program = new Command("tfbench")
    .description("Measures LLM endpoints and web agents, and says how far its figures can be believed.")
    .version(VERSION)
    .option("--json", "print one JSON document instead of words")
    .showHelpAfterError("(tfbench --help lists the commands, tfbench run --help its options)")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.output.write(text),
      writeErr: (text) => void world.errors.write(text),
    });
  for (const { name, description } of COMMANDS) program.command(name).description(description);
  return program;
}

/** Those that are named anywhere, as help of a command names it too. */
async function loadCommands(program: Command, argv: readonly string[], host: CommandHost): Promise<void> {
  for (const { name, load } of COMMANDS) {
    const command = program.commands.find((one) => one.name() === name);
    if (command === undefined || !argv.includes(name)) continue;
    const add = await load();
    add(command, host);
  }
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
}

function createContext(world: CliWorld, interrupts: Interrupts): CommandHost["context"] {
  const config = loadConfig(world.environment, world.errors);
  const isPlain = loadConfig(world.environment, world.output);
  return (command) => ({
    config,
    columns: world.output.isTTY === true ? isPlain.columns : Infinity,
    isJson: command.optsWithGlobals()["json"] === true,
    paint: paintWith(isPlain.isColorful),
    paintNote: paintWith(config.isColorful),
    print: (text) => void world.output.write(`${text}\n`),
    note: (text) => void world.errors.write(`${text}\n`),
    errors: world.errors,
    interrupts,
    version: VERSION,
    commandLine: describeCommandLine(world.argv.slice(2)),
  });
}

function watchInterrupts(world: CliWorld): Interrupts {
  const soft = new AbortController();
  const hard = new AbortController();
  world.onInterrupt(() => (soft.signal.aborted ? hard.abort() : soft.abort()));
  return { soft: soft.signal, hard: hard.signal };
}

function explain(error: unknown, context: CommandContext): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_CODE.passed;
    // Its words are on standard error by now.
    const message = error.message.replace(/^error: /, "");
    const hint = "tfbench --help lists the commands, tfbench run --help its options.";
    if (context.isJson) context.print(JSON.stringify({ kind: "error", message, hint, exit_code: EXIT_CODE.usage }));
    return EXIT_CODE.usage;
  }
  if (error instanceof CliError || error instanceof AppError) {
    const exitCode = error instanceof CliError ? error.exitCode : EXIT_CODE.usage;
    if (context.isJson) {
      context.print(JSON.stringify({ kind: "error", message: error.message, hint: error.hint, exit_code: exitCode }));
    } else {
      context.note(`${context.paintNote("red", "error:")} ${printable(error.message)}`);
      if (error.hint !== null) context.note(`       ${error.hint}`);
    }
    return exitCode;
  }
  if (isOutOfHandles(error)) {
    context.note(`${context.paintNote("red", "error:")} This machine has no file handle left for tfbench itself.`);
    context.note("       Raise the limit (ulimit -n), or lower the concurrency.");
    return EXIT_CODE.failed;
  }
  context.note(`${context.paintNote("red", "error:")} tfbench failed, which is a fault of its own:`);
  context.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_CODE.failed;
}

/** A message may quote a file that is no text: its control characters are not for a terminal. */
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, "\u{FFFD}");

const isOutOfHandles = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EMFILE" || error.code === "ENFILE");
