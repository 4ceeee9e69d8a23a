import type { Client } from "@tfbench/client";
import type { RunsParams } from "./search-params.ts";

const PAGE_SIZE = 50;
const given = <Key extends string, Value>(key: Key, values: readonly Value[]) =>
  values.length === 0 ? {} : { [key]: values };

type Filter = Parameters<Client["listRunFacets"]>[0];

/** What the list asks the API for; server and browser must ask alike. */
export const runsInput = (params: RunsParams): Parameters<Client["listRuns"]>[0] => ({
  sort: params.sort,
  limit: PAGE_SIZE,
  ...filterInput(params),
  ...(params.cursor === null ? {} : { cursor: params.cursor }),
});

const msOf = (name: string, seconds: number | null) =>
  seconds === null || seconds < 0 ? {} : { [name]: Math.round(seconds * 1_000) };

/** The filters alone, as the API takes them. */
export function filterInput(params: RunsParams): Filter {
  const search = params.search.trim();
  return {
    ...given("status", params.status),
    ...given("goal", params.goal),
    ...given("scenario_id", params.scenario),
    ...given("automation_id", params.automation),
    ...given("target_id", params.target),
    ...(params.origin === null ? {} : { origin: params.origin }),
    ...(params.batch === null ? {} : { batch_id: params.batch }),
    ...(params.from === null ? {} : { from: params.from.toISOString() }),
    ...(params.to === null ? {} : { to: params.to.toISOString() }),
    ...given("reason_code", params.reason),
    ...given("tag", params.tag),
    ...given("verdict", params.verdict),
    ...msOf("min_total_duration_ms", params.longer),
    ...msOf("max_total_duration_ms", params.shorter),
    ...(search === "" ? {} : { search }),
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
  reason: null,
  tag: null,
  verdict: null,
  batch: null,
  longer: null,
  shorter: null,
  from: null,
  to: null,
  cursor: null,
} as const;

export const hasFilter = (params: RunsParams): boolean => Object.keys(filterInput(params)).length > 0;

/** Text of a control that filters by several values: its name, and what is chosen. */
export function filterText(name: string, chosen: readonly string[]): string {
  if (chosen.length === 0) return name;
  return chosen.length === 1 ? `${name}: ${chosen[0]}` : `${name}: ${chosen.length} chosen`;
}
