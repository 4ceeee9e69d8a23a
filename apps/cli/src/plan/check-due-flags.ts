import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

/** Flags that each say when runs are due, by the names of their options. */
const DUE = [
  ["replay", "--replay"],
  ["burst", "--burst"],
  ["stages", "--stages"],
  ["ramp", "--ramp"],
  ["rate", "--rate"],
  ["sweepRate", "--sweep-rate"],
  ["searchRate", "--search-rate"],
] as const;
type DueFlags = Partial<Record<(typeof DUE)[number][0], unknown>>;

/** Throws a CliError where two flags say when runs are due. */
export function checkDueFlags(flags: DueFlags): void {
  const [first, second] = DUE.filter(([name]) => flags[name] !== undefined);
  if (first === undefined || second === undefined) return;
  throw new CliError(EXIT_CODE.usage, `${first[1]} and ${second[1]} cannot both say when runs are due.`, {
    hint: "Leave one of them away; --replay-speed 2 plays a trace twice as fast.",
  });
}
