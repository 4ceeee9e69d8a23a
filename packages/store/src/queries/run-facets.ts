import type { RunFilter } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { foundTexts, runConditions, VERDICT_STAND } from "./run-filter.ts";
import type { RunConditions } from "./run-filter.ts";
import { StatementParameters } from "./statement.ts";
import type { Statement } from "./statement.ts";

export type FacetCount = { facet: string; value: string; name: string | null; count: number; distinct: number };

/** Facets whose values a run has one of, the filter that each belongs to, and the table its names are in. */
const FACETS = [
  { facet: "status", column: "status", names: null },
  { facet: "goal", column: "goal", names: null },
  { facet: "origin", column: "origin", names: null },
  { facet: "reason_code", column: "reason_code", names: null },
  { facet: "scenario", column: "scenario_id", names: "scenarios" },
  { facet: "automation", column: "automation_id", names: "automations" },
  { facet: "target", column: "target_id", names: "targets" },
] as const;
type FacetColumn = (typeof FACETS)[number]["column"];

const COLUMNS = FACETS.map(({ column }) => column);

/** Up to `limit` values of each facet, the most frequent first, and one row `total`. */
export async function selectRunFacets(sql: Sql, order: FacetOrder): Promise<FacetCount[]> {
  const { text, values } = runFacetsStatement(order);
  return sql.query<FacetCount>(text, values);
}

export type FacetOrder = RunConditions & { limit: number };

/**
 * The runs are read once, through every filter that is no facet, and counted by all facets together: some hundreds of
 * combinations. Each facet is then a sum over those, with the filters of the others and without its own. Tags, verdicts
 * and parts of loads are counted apart: a run may have several tags, and only runs that have such a thing are read for them.
 * Of parts that is the warm-up and the cool-down: what is measured is the rest.
 */
export function runFacetsStatement(order: FacetOrder): Statement {
  const { project_id, filter, search, limit } = order;
  const parameters = new StatementParameters();
  const found = foundTexts(order, parameters);
  const project = parameters.add(project_id);
  const shared = runConditions({ filter: withoutFacets(filter), search }, parameters, "found_first");
  const { tag: _, ...others } = filter;
  const tagged = runConditions({ filter: others, search }, parameters, "found_first");
  const { verdict: _verdict, ...unjudged } = filter;
  const judged = runConditions({ filter: unjudged, search }, parameters, "found_first");
  const { load_part: _part, ...ofAnyPart } = filter;
  const apart = runConditions({ filter: ofAnyPart, search }, parameters, "found_first");
  const ceiling = parameters.add(limit);
  const selects = FACETS.map(({ facet, column, names }) => {
    const conditions = facetConditions(filter, column, parameters);
    const counted = `SELECT ${column}::text AS value, sum(runs)::int AS count, count(*) OVER ()::int AS distinct_values FROM combined
      WHERE ${column} IS NOT NULL AND ${conditions} GROUP BY ${column} ORDER BY 2 DESC, 1 LIMIT ${ceiling}`;
    return names === null
      ? `SELECT '${facet}' AS facet, value, NULL AS name, count, distinct_values AS distinct FROM (${counted}) counted`
      : `SELECT '${facet}' AS facet, value, n.name, count, distinct_values AS distinct FROM (${counted}) counted JOIN ${names} n ON n.id = value::int`;
  });
  const tags = `SELECT 'tag' AS facet, value, NULL AS name, count, distinct_values AS distinct FROM (
    SELECT value, count(*)::int AS count, count(*) OVER ()::int AS distinct_values
    FROM (SELECT tags FROM runs WHERE project_id = ${project} AND tags <> '{}' AND ${tagged.join(" AND ")} OFFSET 0) tagged, unnest(tags) value
    GROUP BY value ORDER BY 2 DESC, 1 LIMIT ${ceiling}) counted`;
  const verdicts = `SELECT 'verdict' AS facet, ${VERDICT_STAND} AS value, NULL AS name, count(*)::int AS count, count(*) OVER ()::int AS distinct FROM runs
    WHERE project_id = ${project} AND verdict_goal IS NOT NULL AND ${judged.join(" AND ")} GROUP BY 2`;
  const parts = `SELECT 'load_part' AS facet, load_part AS value, NULL AS name, count(*)::int AS count, count(*) OVER ()::int AS distinct
    FROM runs WHERE project_id = ${project} AND load_part IS NOT NULL AND ${apart.join(" AND ")} GROUP BY 2`;
  const text = `
${found === "" ? "WITH" : `${found},`} combined AS MATERIALIZED (
  SELECT ${COLUMNS.join(", ")}, count(*) AS runs FROM runs
  WHERE project_id = ${project} AND ${shared.join(" AND ")} GROUP BY ${COLUMNS.join(", ")}
)
SELECT 'total' AS facet, '' AS value, NULL AS name, coalesce(sum(runs), 0)::int AS count, 1 AS distinct FROM combined
WHERE ${facetConditions(filter, null, parameters)}
UNION ALL ${[...selects, tags, verdicts, parts].join("\nUNION ALL ")}`;
  return { text, values: parameters.values };
}

const withoutFacets = ({
  status: _status,
  goal: _goal,
  origin: _origin,
  reason_code: _reason,
  scenario_id: _scenario,
  automation_id: _automation,
  target_id: _target,
  ...rest
}: RunFilter): RunFilter => rest;

/** The facet filters of all columns but one. */
function facetConditions(filter: RunFilter, except: FacetColumn | null, parameters: StatementParameters): string {
  const wanted: Record<FacetColumn, readonly (string | number)[]> = {
    status: filter.status ?? [],
    goal: filter.goal ?? [],
    origin: filter.origin === undefined ? [] : [filter.origin],
    reason_code: filter.reason_code ?? [],
    scenario_id: filter.scenario_id ?? [],
    automation_id: filter.automation_id ?? [],
    target_id: filter.target_id ?? [],
  };
  const conditions = COLUMNS.filter((column) => column !== except && wanted[column].length > 0).map((column) =>
    parameters.equalsAny(column, wanted[column]),
  );
  return ["true", ...conditions].join(" AND ");
}
