import type { Client } from "@tfbench/client";
import type { RunsParams } from "./search-params.ts";

const PAGE_SIZE = 50;
const given = <Key extends string, Value>(key: Key, values: readonly Value[]) =>
  values.length === 0 ? {} : { [key]: values };

/** What the list asks the API for; server and browser must ask alike. */
export function runsInput(params: RunsParams): Parameters<Client["listRuns"]>[0] {
  const search = params.search.trim();
  return {
    sort: params.sort,
    limit: PAGE_SIZE,
    ...given("status", params.status),
    ...given("goal", params.goal),
    ...given("scenario_id", params.scenario),
    ...given("automation_id", params.automation),
    ...given("target_id", params.target),
    ...(params.origin === null ? {} : { origin: params.origin }),
    ...(params.batch === null ? {} : { batch_id: params.batch }),
    ...(params.from === null ? {} : { from: params.from.toISOString() }),
    ...(params.to === null ? {} : { to: params.to.toISOString() }),
    ...(search === "" ? {} : { search }),
    ...(params.cursor === null ? {} : { cursor: params.cursor }),
  };
}

/** The filters alone, all empty: what "Clear filters" sets. */
export const NO_FILTER = {
  search: null,
  status: null,
  goal: null,
  scenario: null,
  automation: null,
  target: null,
  origin: null,
  batch: null,
  from: null,
  to: null,
  cursor: null,
} as const;

export function hasFilter(params: RunsParams): boolean {
  const { search, status, goal, scenario, automation, target, origin, batch, from, to } = params;
  return (
    search.trim() !== "" ||
    [status, goal, scenario, automation, target].some((values) => values.length > 0) ||
    [origin, batch, from, to].some((value) => value !== null)
  );
}

/** Text of a control that filters by several values: its name, and what is chosen. */
export function filterText(name: string, chosen: readonly string[]): string {
  if (chosen.length === 0) return name;
  return chosen.length === 1 ? `${name}: ${chosen[0]}` : `${name}: ${chosen.length} chosen`;
}
