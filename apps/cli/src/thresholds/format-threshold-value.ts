import type { ThresholdVerdict } from "@tfbench/stats";
import { formatNumber } from "../report/format-figure.ts";

/** A value or bound of a threshold in its unit: "812 ms", "97.5 %". */
export function formatThresholdValue(value: number, unit: ThresholdVerdict["unit"]): string {
  if (unit !== "share") return `${formatNumber(value)} ${unit}`;
  return `${(value * 100).toLocaleString("en-US", { maximumFractionDigits: value > 0.99 ? 2 : 1 })} %`;
}
