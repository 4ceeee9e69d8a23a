import { createLoader, parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs/server";

export const PERIODS = ["1h", "24h", "7d", "30d", "90d"] as const;
export const ORIGINS = ["real", "simulated", "sample"] as const;

/** The overview's view state. Without an origin the API chooses: real as soon as there is any. */
export const overviewParams = {
  period: parseAsStringLiteral(PERIODS).withDefault("24h"),
  origin: parseAsStringLiteral(ORIGINS),
  scenario: parseAsInteger,
  /** The batch that a newcomer triggered on the first steps. */
  first: parseAsInteger,
  outcomes: parseAsStringLiteral(["goal", "status"]).withDefault("goal"),
  log: parseAsBoolean.withDefault(false),
};
export type OverviewParams = Awaited<ReturnType<typeof loadOverviewParams>>;

export const loadOverviewParams = createLoader(overviewParams);
