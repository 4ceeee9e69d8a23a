import type { LoadReport, Validity } from "@tfbench/contracts";
import type { Withheld } from "@tfbench/stats";

type Given = { report: LoadReport; validity: Validity; isStopped: boolean };

/** Why a load may not decide its thresholds. Who ends a load after having seen it decides with the figures in view. */
export function withheldFor({ report, validity, isStopped }: Given): Withheld | null {
  if (validity.verdict === "invalid") return "invalid";
  if (isStopped) return "stopped";
  return report.steady.is_steady === false ? "unsteady" : null;
}
