import type { ExitCode } from "./exit-code.ts";

/** Why a command cannot do what was asked: what happened and where, and what to do about it. */
export class CliError extends Error {
  override name = "CliError";
  readonly exitCode: ExitCode;
  readonly hint: string | null;

  constructor(exitCode: ExitCode, message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
    this.hint = hint ?? null;
  }
}
