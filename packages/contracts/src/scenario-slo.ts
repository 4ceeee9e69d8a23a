import { z } from "zod";
import type { Slo } from "./load-report.ts";
import { parseSlo } from "./parse-slo.ts";
import { parseThreshold } from "./parse-threshold.ts";
import { text } from "./text.ts";
import type { Threshold } from "./threshold.ts";

/** A limit that each run keeps or does not, or one on all runs together. */
export type ScenarioSlo = { of: "run"; limit: Slo } | { of: "runs"; threshold: Threshold };

/** How a statement about all runs begins, and none about a single one. */
const OF_RUNS = /^\s*(?:p[0-9]|success\b|error\b|attainment\b)/;
const NO_SLO =
  "write a limit of each run as ttft_ms < 200, or one of all runs as p95(response_ms) < 800 or success >= 0.9";

/** Reads one service level objective in the language of `tfbench run`: what `--slo` takes, or what `--threshold` does. */
export function parseScenarioSlo(written: string): ScenarioSlo | string {
  if (OF_RUNS.test(written)) {
    const threshold = parseThreshold(written);
    return typeof threshold === "string" ? threshold : { of: "runs", threshold };
  }
  if (!/[<>]/.test(written)) return `"${written}" is no objective; ${NO_SLO}.`;
  const limit = parseSlo(written);
  return typeof limit === "string" ? limit : { of: "run", limit };
}

export type ParsedSlos = { limits: Slo[]; thresholds: Threshold[] };

/** Objectives that were accepted once. One that no longer reads is left out: it was written by another version. */
export function parseSlos(written: readonly string[]): ParsedSlos {
  const parsed = written.map(parseScenarioSlo).filter((slo) => typeof slo !== "string");
  return {
    limits: parsed.flatMap((slo) => (slo.of === "run" ? [slo.limit] : [])),
    thresholds: parsed.flatMap((slo) => (slo.of === "runs" ? [slo.threshold] : [])),
  };
}

const isAttainment = (slo: ScenarioSlo | string): boolean =>
  typeof slo !== "string" && slo.of === "runs" && slo.threshold.good.kind === "slo";

/** The service level objectives of a scenario, one expression each. */
export const ScenarioSlos = z
  .array(text({ min: 1, max: 200 }))
  .max(20)
  .superRefine((written, issues) => {
    const parsed = written.map(parseScenarioSlo);
    const hasLimit = parsed.some((slo) => typeof slo !== "string" && slo.of === "run");
    for (const [index, slo] of parsed.entries()) {
      const say = (message: string) => issues.addIssue({ code: "custom", path: [index], message });
      const trimmed = written[index]?.trim();
      if (typeof slo === "string") say(slo);
      else if (written.slice(0, index).some((earlier) => earlier.trim() === trimmed)) say("is there twice");
      else if (isAttainment(slo) && !hasLimit)
        say("does not say what every run has to attain: add a limit of single runs, such as ttft_ms < 200");
    }
  });
