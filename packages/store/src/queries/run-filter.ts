import type { RunFilter } from "@tfbench/contracts";
import type { StatementParameters } from "./statement.ts";

/** A search as the list looks for it: scenarios are found by name first, the rest is asked of the runs. */
export type RunSearch = {
  /** Trimmed, not empty. */
  text: string;
  scenario_ids: number[];
};

export type RunConditions = { project_id: number; filter: RunFilter; search: RunSearch | null };

/** Texts shorter than this have no trigram: looking for them in errors would read every run. */
const SHORTEST_TRIGRAM = 3;
const LARGEST_RUN_ID = 2_147_483_647;

/**
 * The WHERE conditions of a filter; the project is the caller's to add. Every column but tags and those of a search
 * is in the indexes that the list sorts by (migration 0003).
 */
export function runConditions(
  { project_id, filter, search }: RunConditions,
  parameters: StatementParameters,
  reach: "row_by_row" | "found_first" = "row_by_row",
): string[] {
  const conditions = ["true"];
  const lists = [
    ["status", filter.status],
    ["goal", filter.goal],
    ["scenario_id", filter.scenario_id],
    ["automation_id", filter.automation_id],
    ["target_id", filter.target_id],
    ["reason_code", filter.reason_code],
    ["id", filter.ids],
  ] as const;
  for (const [column, wanted] of lists) {
    if (wanted !== undefined && wanted.length > 0) conditions.push(parameters.equalsAny(column, wanted));
  }
  if (filter.batch_id !== undefined) conditions.push(`batch_id = ${parameters.add(filter.batch_id)}`);
  if (filter.origin !== undefined) conditions.push(`origin = ${parameters.add(filter.origin)}`);
  if (filter.from !== undefined) conditions.push(`due_at >= ${parameters.add(filter.from)}`);
  if (filter.to !== undefined) conditions.push(`due_at < ${parameters.add(filter.to)}`);
  const { min_total_duration_ms: min, max_total_duration_ms: max, tag = [] } = filter;
  if (min !== undefined) conditions.push(`total_duration_ms >= ${parameters.add(min)}`);
  if (max !== undefined) conditions.push(`total_duration_ms <= ${parameters.add(max)}`);
  // The second half is what the index of tagged runs asks for, to be chosen.
  if (tag.length > 0) conditions.push(`tags @> ${parameters.add(tag)}::text[] AND tags <> '{}'`);
  if (search !== null && reach === "row_by_row") conditions.push(searchCondition(search, parameters));
  if (search !== null && reach === "found_first") conditions.push(foundCondition({ project_id, search }, parameters));
  return conditions;
}

/** Whether a filter looks at what the sorted indexes do not have. */
export const needsRows = ({ filter, search }: RunConditions): boolean =>
  search !== null || (filter.tag !== undefined && filter.tag.length > 0);

function searchCondition(search: RunSearch, parameters: StatementParameters): string {
  return `(${[...textPlaces(search, parameters), ...indexedPlaces(search, parameters)].join(" OR ")})`;
}

/**
 * The same where all matches are wanted rather than the first ones: texts are looked up through the search indexes, so that
 * what is left to ask of each run is in the list's own index.
 */
function foundCondition(
  { project_id, search }: { project_id: number; search: RunSearch },
  parameters: StatementParameters,
): string {
  const texts = textPlaces(search, parameters).map(
    (place) => `id IN (SELECT id FROM runs WHERE project_id = ${parameters.add(project_id)} AND ${place})`,
  );
  return `(${[...texts, ...indexedPlaces(search, parameters)].join(" OR ")})`;
}

/** What is looked for in texts. */
function textPlaces({ text }: RunSearch, parameters: StatementParameters): string[] {
  const pattern = text.replace(/[\\%_]/g, "\\$&");
  const places = [`lower(tinyfish_run_id) LIKE lower(${parameters.add(`${pattern}%`)})`];
  if (text.length < SHORTEST_TRIGRAM) return places;
  const anywhere = parameters.add(`%${pattern}%`);
  return [...places, `error ILIKE ${anywhere}`, `reason_code ILIKE ${anywhere}`];
}

/** What is looked for in columns that the list's indexes have. */
function indexedPlaces({ text, scenario_ids }: RunSearch, parameters: StatementParameters): string[] {
  const places: string[] = [];
  if (scenario_ids.length > 0) places.push(`scenario_id = ANY(${parameters.add(scenario_ids)})`);
  if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_RUN_ID) places.push(`id = ${parameters.add(Number(text))}`);
  return places;
}
