import type { Interrupts } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { SearchDocument, SearchLevel } from "./search-document.ts";

/** Of a search whose lowest level was not met. */
const OF_LOWEST: Record<SearchLevel["verdict"], ExitCode> = {
  met: EXIT_CODE.passed,
  missed: EXIT_CODE.threshold_missed,
  unsteady: EXIT_CODE.threshold_missed,
  dropped: EXIT_CODE.threshold_missed,
  not_shown: EXIT_CODE.inconclusive,
  invalid: EXIT_CODE.invalid_measurement,
  cut: EXIT_CODE.inconclusive,
};

/** A search passes with any level that is shown; else its exit code says why the lowest was not. */
export function searchExitCode({ levels, stopped, highest_met }: SearchDocument, interrupts: Interrupts): ExitCode {
  if (interrupts.soft.aborted) return EXIT_CODE.interrupted;
  if (stopped !== null) return EXIT_CODE.budget_stopped;
  if (highest_met !== null) return EXIT_CODE.passed;
  const [first] = levels;
  if (first === undefined || first.loads.every(({ report }) => report.successes === 0)) return EXIT_CODE.failed;
  return OF_LOWEST[first.verdict];
}
