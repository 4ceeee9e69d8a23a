import type { Client } from "@tfbench/client";
import type { RunFacets } from "@tfbench/contracts";
import { HEADS_OF_NONE, type RunHeads, type RunRows } from "#components/runs/prepare-run-rows.ts";
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
    ...given("load_part", params.part),
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
  part: null,
  batch: null,
  longer: null,
  shorter: null,
  from: null,
  to: null,
  cursor: null,
} as const;

/** Always in sight, and ranges by their one control. */
const CONTROL: Record<string, string | null> = {
  search: null,
  batch_id: null,
  to: "from",
  max_total_duration_ms: "min_total_duration_ms",
};

/** How many of the controls that a phone folds away hold a filter. */
export function countFilters(params: RunsParams): number {
  const controls = Object.keys(filterInput(params)).map((key) => (key in CONTROL ? CONTROL[key] : key));
  return new Set(controls.filter((control) => control !== null)).size;
}

/** How many of the controls that are out of sight until they are wanted hold a filter. */
export const countMoreFilters = ({ automation, tag, verdict, part, longer, shorter }: RunsParams): number =>
  [
    automation.length > 0,
    tag.length > 0,
    verdict.length > 0,
    part.length > 0,
    longer !== null || shorter !== null,
  ].filter(Boolean).length;

export const hasFilter = (params: RunsParams): boolean => Object.keys(filterInput(params)).length > 0;

/** What stands over the columns of this page: goals also where only another page of the same list has any. */
export function listHeads(page: RunRows | undefined, facets: RunFacets | undefined): RunHeads {
  const heads = page?.heads ?? HEADS_OF_NONE;
  const isJudged = facets?.goal.values.some(({ value }) => value !== "not_evaluated") ?? false;
  return isJudged ? { ...heads, hasGoals: true } : heads;
}

/** Text of a control that filters by several values: its name, and what is chosen. */
export function filterText(name: string, chosen: readonly string[]): string {
  if (chosen.length === 0) return name;
  return chosen.length === 1 ? `${name}: ${chosen[0]}` : `${name}: ${chosen.length} chosen`;
}
