import { inspect } from "node:util";

/** The errors of the file system inside PGlite have a number of WASI's list and no text. */
const WASI_ERRORS: Readonly<Record<string, string>> = {
  2: "a file may not be written (EACCES)",
  29: "the disk fails (EIO)",
  51: "no space is left on the disk (ENOSPC)",
  69: "the disk is read-only (EROFS)",
};

/** What was thrown, in one line. */
export function describeThrown(cause: unknown): string {
  if (cause instanceof Error && cause.message !== "") return cause.message;
  const errno = typeof cause === "object" && cause !== null && "errno" in cause ? String(cause.errno) : "";
  return WASI_ERRORS[errno] ?? inspect(cause, { depth: 1, breakLength: Infinity }).split("\n")[0] ?? "an unknown fault";
}
