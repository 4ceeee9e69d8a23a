import type { Interrupts } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { ReportDocument } from "../report/document.ts";

/** Nothing succeeded: there is no result. Else a measurement that cannot be believed outweighs what it says. */
export function exitCodeOf({ validity, successes, attempted }: ReportDocument, interrupts: Interrupts): ExitCode {
  if (interrupts.soft.aborted) return EXIT_CODE.interrupted;
  if (attempted === 0 || successes === 0) return EXIT_CODE.failed;
  return validity.verdict === "invalid" ? EXIT_CODE.invalid_measurement : EXIT_CODE.passed;
}
