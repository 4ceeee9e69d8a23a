import { createLoader, parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs/server";

export const TABS = ["trend", "distribution", "reliability", "failures", "history"] as const;
export type Tab = (typeof TABS)[number];
export const PERIODS = ["24h", "7d", "30d", "90d"] as const;
export const ORIGINS = ["real", "simulated", "sample"] as const;

/** The page's view state. Without an origin the API chooses: real as soon as there is any. */
export const scenarioParams = {
  tab: parseAsStringLiteral(TABS).withDefault("trend"),
  period: parseAsStringLiteral(PERIODS).withDefault("7d"),
  origin: parseAsStringLiteral(ORIGINS),
  target: parseAsInteger,
  /** Times on a logarithmic scale. */
  log: parseAsBoolean.withDefault(false),
  /** Which dialog is open. */
  dialog: parseAsStringLiteral(["edit", "trigger"]),
  /** What was triggered last: its progress stays in sight, also after a reload. */
  batch: parseAsInteger,
  run: parseAsInteger,
};
export const loadScenarioParams = createLoader(scenarioParams);
export type ScenarioParams = Awaited<ReturnType<typeof loadScenarioParams>>;
