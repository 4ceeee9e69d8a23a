const LONGEST = 200;

/** In one line: what a program said last is nearest to the cause. */
export function describeFailure(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const text = said.trim() === "" ? (error instanceof Error ? error.message : String(error)) : said;
  const last = text.split("\n").findLast((line) => line.trim() !== "") ?? "";
  return last.trim().slice(0, LONGEST);
}
