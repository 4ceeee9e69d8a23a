import { parseScenarioSlo, RUN_METRIC_UNITS } from "@tfbench/contracts";
import type { FieldErrors } from "#components/form/field-errors.ts";

export const MOST_SLOS = 20;

const isEmpty = (slo: string): boolean => slo.trim() === "";

/** Lines that were left empty are not sent. */
export const writtenSlos = (slos: readonly string[]): string[] => slos.filter((slo) => !isEmpty(slo));

/** What is wrong with a line: what the API said of it, and what can be known before it is sent. */
export function sloErrors(
  slos: readonly string[],
  index: number,
  errors: FieldErrors,
): { told: string[]; known: string | null } {
  const slo = slos[index] ?? "";
  if (isEmpty(slo)) return { told: [], known: null };
  const parsed = parseScenarioSlo(slo);
  return {
    told: errors.of(`slos.${writtenSlos(slos.slice(0, index)).length}`),
    known: typeof parsed === "string" ? parsed : null,
  };
}

/** What text only has that streams tokens. */
const OF_TEXT = /tokens|^ttst_|^tpot_|^ttfo_/;

/** Beginnings of what can be written: the shares, then every metric as a limit of each run and as a quantile. */
export function sloSuggestions(isAgent: boolean): string[] {
  const metrics = Object.entries(RUN_METRIC_UNITS).filter(([name]) => !isAgent || !OF_TEXT.test(name));
  return [
    "success >= 0.9",
    "error <= 0.01",
    "attainment >= 0.95",
    ...metrics.flatMap(([name, unit]) =>
      unit === "tokens/s" ? [`${name} > `, `p5(${name}) > `] : [`${name} < `, `p50(${name}) < `, `p95(${name}) < `],
    ),
  ];
}
