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
 * The WHERE conditions of a filter; the project is the caller's to add. Every column but those of a search is in the
 * indexes that the list sorts by (migration 0002).
 */
export function runConditions({ filter, search }: RunConditions, parameters: StatementParameters): string[] {
  const conditions = ["true"];
  const lists = [
    ["status", filter.status],
    ["goal", filter.goal],
    ["scenario_id", filter.scenario_id],
    ["automation_id", filter.automation_id],
    ["target_id", filter.target_id],
  ] as const;
  for (const [column, wanted] of lists) {
    if (wanted !== undefined && wanted.length > 0) conditions.push(parameters.equalsAny(column, wanted));
  }
  if (filter.batch_id !== undefined) conditions.push(`batch_id = ${parameters.add(filter.batch_id)}`);
  if (filter.origin !== undefined) conditions.push(`origin = ${parameters.add(filter.origin)}`);
  if (filter.from !== undefined) conditions.push(`due_at >= ${parameters.add(filter.from)}`);
  if (filter.to !== undefined) conditions.push(`due_at < ${parameters.add(filter.to)}`);
  if (search !== null) conditions.push(searchCondition(search, parameters));
  return conditions;
}

function searchCondition({ text, scenario_ids }: RunSearch, parameters: StatementParameters): string {
  const pattern = text.replace(/[\\%_]/g, "\\$&");
  const places = [`lower(tinyfish_run_id) LIKE lower(${parameters.add(`${pattern}%`)})`];
  if (text.length >= SHORTEST_TRIGRAM) {
    const anywhere = parameters.add(`%${pattern}%`);
    places.push(`error ILIKE ${anywhere}`, `reason_code ILIKE ${anywhere}`);
  }
  if (scenario_ids.length > 0) places.push(`scenario_id = ANY(${parameters.add(scenario_ids)})`);
  if (/^\d{1,10}$/.test(text) && Number(text) <= LARGEST_RUN_ID) places.push(`id = ${parameters.add(Number(text))}`);
  return `(${places.join(" OR ")})`;
}
