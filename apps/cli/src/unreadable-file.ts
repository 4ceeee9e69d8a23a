import { CliError } from "./cli-error.ts";
import { EXIT_CODE } from "./exit-code.ts";

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** What a file is to the person who named it, such as "prompt file", and where its path is taken from. */
export type NamedFile = { file: string; what: string; hint: string };

/** Why a file that a person named could not be read. */
export function unreadableFile({ file, what, hint }: NamedFile, cause: unknown): CliError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new CliError(EXIT_CODE.usage, `The ${what} ${file} cannot be read: ${REASONS[code] ?? code}.`, {
    hint,
    cause,
  });
}
