import { parseScenarioSlo, type RunMetric, type ScenarioReport } from "@tfbench/contracts";

/** A level line across a picture of medians. */
export type SloLevel = { ms: number; text: string };

/** What a scenario is held to that can stand beside the medians of one metric: limits of each run, and of the median. */
export function sloLevels({ slo }: Pick<ScenarioReport, "slo">, metric: RunMetric): SloLevel[] {
  if (slo === null) return [];
  return [...slo.limits, ...slo.verdicts].flatMap(({ text }) => {
    const parsed = parseScenarioSlo(text);
    if (typeof parsed === "string") return [];
    if (parsed.of === "run") return parsed.limit.metric === metric ? [{ ms: parsed.limit.limit, text }] : [];
    const { good, share } = parsed.threshold;
    return good.kind === "limit" && good.metric === metric && share === 0.5 ? [{ ms: good.limit, text }] : [];
  });
}
