import { readFileSync } from "node:fs";
import { CliError } from "./cli-error.ts";
import { EXIT_CODE } from "./exit-code.ts";
import { unreadableFile } from "./unreadable-file.ts";
import type { NamedFile } from "./unreadable-file.ts";

/** A text file without its byte order mark. Throws a CliError where it cannot be read, or is no UTF-8. */
export function readTextFile(file: string, { what, hint }: Omit<NamedFile, "file">): string {
  const bytes = readBytes({ file, what, hint });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CliError(EXIT_CODE.usage, `The ${what} ${file} is no text in UTF-8.`, {
      hint: "Save it as UTF-8, or name another file.",
      cause,
    });
  }
}

function readBytes(named: NamedFile): Buffer {
  try {
    return readFileSync(named.file);
  } catch (cause) {
    throw unreadableFile(named, cause);
  }
}
