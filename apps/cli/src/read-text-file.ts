import { readFileSync } from "node:fs";
import { CliError } from "./cli-error.ts";
import { EXIT_CODE } from "./exit-code.ts";

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "part of its path is a file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** What a file is to the person who named it, such as "prompt file", and where its path is taken from. */
type Named = { what: string; hint: string };

/** A text file without its byte order mark. Throws a CliError where it cannot be read, or is no UTF-8. */
export function readTextFile(file: string, { what, hint }: Named): string {
  const bytes = readBytes(file, { what, hint });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CliError(EXIT_CODE.usage, `The ${what} ${file} is no text in UTF-8.`, {
      hint: "Save it as UTF-8, or name another file.",
      cause,
    });
  }
}

function readBytes(file: string, { what, hint }: Named): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new CliError(EXIT_CODE.usage, `The ${what} ${file} cannot be read: ${REASONS[code] ?? code}.`, {
      hint,
      cause,
    });
  }
}
