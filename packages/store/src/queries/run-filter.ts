import { LoadPart } from "@tfbench/contracts";
import type { PartOfLoad, RunFilter } from "@tfbench/contracts";
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
 * The WHERE conditions of a filter; the project is the caller's to add. Every column but tags, verdicts, parts of loads and those of a
 * search is in the indexes that the list sorts by (migration 0003).
 */
export function runConditions(
  { filter, search }: Omit<RunConditions, "project_id">,
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
  if (filter.verdict !== undefined && filter.verdict.length > 0)
    conditions.push(`verdict_goal IS NOT NULL AND ${VERDICT_STAND} = ANY(${parameters.add(filter.verdict)}::text[])`);
  if (filter.load_part !== undefined && filter.load_part.length > 0)
    conditions.push(partCondition(filter.load_part, parameters));
  if (search !== null && reach === "row_by_row") conditions.push(searchCondition(search, parameters));
  if (search !== null && reach === "found_first") conditions.push(foundCondition(search, parameters));
  return conditions;
}

/** How the verdict of a judged run stands to its automatic goal. */
export const VERDICT_STAND =
  "CASE goal WHEN verdict_goal THEN 'agrees' WHEN 'not_evaluated' THEN 'alone' ELSE 'differs' END";

/**
 * Nearly every run is measured and no index of the list says which part a run belongs to. So the others are looked up by
 * their ids in an index that has only them (migration 0013), and left out.
 */
function partCondition(wanted: readonly PartOfLoad[], parameters: StatementParameters): string {
  const parts = LoadPart.options.filter((part) => wanted.includes(part));
  if (!wanted.includes("measured"))
    return `load_part IS NOT NULL AND load_part = ANY(${parameters.add(parts)}::text[])`;
  return `NOT EXISTS (SELECT FROM (SELECT id AS other_id FROM runs
    WHERE load_part IS NOT NULL AND load_part <> ALL(${parameters.add(parts)}::text[])) others WHERE other_id = id)`;
}

/** Whether a filter looks at what the sorted indexes do not have. */
export const needsRows = ({ filter, search }: RunConditions): boolean =>
  search !== null ||
  (filter.tag ?? []).length > 0 ||
  (filter.verdict ?? []).length > 0 ||
  ((filter.load_part ?? []).length > 0 && filter.load_part?.includes("measured") !== true);

function searchCondition(search: RunSearch, parameters: StatementParameters): string {
  const places = [
    ...rowPlaces(search, parameters),
    ...reasonPlaces(search, parameters),
    ...indexedPlaces(search, parameters),
  ];
  return `(${places.join(" OR ")})`;
}

/**
 * The same where all matches are wanted rather than the first ones: what only the rows have is looked up through its own
 * indexes, once, as `found`, so that what is left to ask of each run is in the list's index.
 */
function foundCondition(search: RunSearch, parameters: StatementParameters): string {
  const places = [
    "id IN (SELECT id FROM found)",
    ...reasonPlaces(search, parameters),
    ...indexedPlaces(search, parameters),
  ];
  return `(${places.join(" OR ")})`;
}

/** The WITH clause that conditions of the reach `found_first` stand on; nothing without a search. */
export function foundTexts({ project_id, search }: RunConditions, parameters: StatementParameters): string {
  if (search === null) return "";
  const project = parameters.add(project_id);
  const lookups = rowPlaces(search, parameters).map(
    (place) => `SELECT id FROM runs WHERE project_id = ${project} AND ${place}`,
  );
  return `WITH found AS MATERIALIZED (${lookups.join(" UNION ALL ")})`;
}

const patternOf = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** What is looked for in texts that only the rows have. */
function rowPlaces({ text }: RunSearch, parameters: StatementParameters): string[] {
  const places = [`lower(tinyfish_run_id) LIKE lower(${parameters.add(`${patternOf(text)}%`)})`];
  if (text.length < SHORTEST_TRIGRAM) return places;
  return [...places, `error ILIKE ${parameters.add(`%${patternOf(text)}%`)}`];
}

const reasonPlaces = ({ text }: RunSearch, parameters: StatementParameters): string[] =>
  text.length < SHORTEST_TRIGRAM ? [] : [`reason_code ILIKE ${parameters.add(`%${patternOf(text)}%`)}`];

/** What is looked for in columns that the list's indexes have. */
function indexedPlaces({ text, scenario_ids }: RunSearch, parameters: StatementParameters): string[] {
  const places: string[] = [];
  if (scenario_ids.length > 0) places.push(`scenario_id = ANY(${parameters.add(scenario_ids)})`);
  if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_RUN_ID) places.push(`id = ${parameters.add(Number(text))}`);
  return places;
}
