import { parseThreshold } from "@tfbench/contracts";
import type { Threshold } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { GateRule, Gates } from "./gates.ts";

export type GateFlags = {
  threshold?: readonly string[] | undefined;
  attainment?: number | undefined;
  gate?: GateRule | undefined;
  slo?: readonly string[] | undefined;
};

/** A limit on the whole load was written where limits of single runs stand: `--slo 'p95(ttft_ms) < 500'`. */
export const isOfTheLoad = (slo: string): boolean => slo.includes("(");

/**
 * The thresholds that flags ask for, added to those of `plan`. Throws a CliError naming the flag that cannot be used.
 */
export function gatesFromFlags(flags: GateFlags, plan: { gates: Gates; slo: readonly unknown[] }): Gates {
  const thresholds = [
    ...plan.gates.thresholds,
    ...(flags.slo ?? []).filter(isOfTheLoad).map((text) => must(text, "--slo")),
    ...(flags.threshold ?? []).map((text) => must(text, "--threshold")),
    ...(flags.attainment === undefined ? [] : [must(`attainment >= ${flags.attainment}`, "--attainment")]),
  ];
  if (plan.slo.length === 0 && thresholds.some(({ good }) => good.kind === "slo")) throw needsLimits();
  return { thresholds, rule: flags.gate ?? plan.gates.rule };
}

export const needsLimits = (): CliError =>
  new CliError(EXIT_CODE.usage, "A threshold on attainment does not say what every run has to attain.", {
    hint: "Give limits of single runs: --slo 'ttft_ms<200', or slo in the scenario file.",
  });

function must(text: string, flag: string): Threshold {
  const threshold = parseThreshold(text);
  if (typeof threshold === "string") {
    throw new CliError(EXIT_CODE.usage, `${flag}: ${threshold}`, {
      hint: `Quote it for the shell, as its < is a redirection there: ${flag} 'p95(ttft_ms) < 800'.`,
    });
  }
  return threshold;
}
