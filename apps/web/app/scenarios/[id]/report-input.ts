import type { ScenarioReportQuery } from "@tfbench/client";
import type { ScenarioParams } from "./search-params.ts";

/** What the page asks the API for; server and browser must ask alike. */
export const reportInput = (
  id: number,
  { period, origin, target }: Pick<ScenarioParams, "period" | "origin" | "target">,
): { id: number } & ScenarioReportQuery => ({
  id,
  period,
  ...(origin === null ? {} : { origin }),
  ...(target === null ? {} : { target_id: target }),
});
