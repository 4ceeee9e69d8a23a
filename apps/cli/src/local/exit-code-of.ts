import type { Interrupts } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOfGate } from "../thresholds/exit-code-of-gate.ts";
import type { ReportDocument } from "../report/document.ts";

/**
 * An interrupt and a spent budget are why the load ended, whatever it says. Nothing succeeded: there is no result. Else a
 * measurement that cannot be believed outweighs what it says.
 */
export function exitCodeOf(document: ReportDocument, interrupts: Interrupts): ExitCode {
  const { validity, successes, attempted, stopped, gate } = document;
  if (interrupts.soft.aborted) return EXIT_CODE.interrupted;
  if (stopped?.budget === "max_usd") return EXIT_CODE.budget_stopped;
  if (attempted === 0 || successes === 0) return EXIT_CODE.failed;
  if (stopped !== null) return EXIT_CODE.budget_stopped;
  if (validity.verdict === "invalid") return EXIT_CODE.invalid_measurement;
  return gate === null ? EXIT_CODE.passed : exitCodeOfGate(gate);
}
