import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Gate } from "./gate-outcome.ts";

/** An unproven threshold fails where proof is required, and does not where only proof blocks. */
export function exitCodeOfGate({ rule, outcome }: Gate): ExitCode {
  if (outcome === "missed") return EXIT_CODE.threshold_missed;
  return outcome === "passed" || rule === "block-proof" ? EXIT_CODE.passed : EXIT_CODE.inconclusive;
}
