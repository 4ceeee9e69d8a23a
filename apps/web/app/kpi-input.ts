import type { KpiQuery } from "@tfbench/client";
import type { OverviewParams } from "./search-params.ts";

/** What the overview asks the API for; server and browser must ask alike. */
export const kpiInput = ({ period, origin, scenario }: OverviewParams): KpiQuery => ({
  period,
  ...(origin === null ? {} : { origin }),
  ...(scenario === null ? {} : { scenario_id: scenario }),
});
