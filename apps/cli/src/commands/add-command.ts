import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import type { ExitCode } from "../exit-code.ts";

/** Gives a command its arguments, its options and what it does. */
export type AddCommand = (command: Command, host: CommandHost) => void;
export type CommandHost = { context: (command: Command) => CommandContext; end: (code: ExitCode) => void };
