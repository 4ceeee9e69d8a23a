import type { Interrupts } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOfGate } from "../thresholds/exit-code-of-gate.ts";
import type { SweepDocument } from "./sweep-document.ts";

/**
 * A level that the target does not keep up with is what a sweep looks for; one that this machine could not measure is not.
 * Thresholds are those of the lowest level: that the others miss them somewhere is what is looked for too.
 */
export function sweepExitCode({ levels, stopped }: SweepDocument, interrupts: Interrupts): ExitCode {
  if (interrupts.soft.aborted) return EXIT_CODE.interrupted;
  if (stopped?.budget === "max_usd") return EXIT_CODE.budget_stopped;
  if (levels.every(({ report }) => report.successes === 0)) return EXIT_CODE.failed;
  if (stopped !== null) return EXIT_CODE.budget_stopped;
  if (levels.some(({ state }) => state === "invalid")) return EXIT_CODE.invalid_measurement;
  const gate = levels[0]?.report.gate ?? null;
  return gate === null ? EXIT_CODE.passed : exitCodeOfGate(gate);
}
