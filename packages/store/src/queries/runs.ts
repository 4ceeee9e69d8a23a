import type {
  JsonValue,
  LoadTrace,
  PromptSettings,
  Run,
  RunSettings,
  RunStatus,
  RunSummary,
  ScenarioChats,
} from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { selectRunEvents } from "./run-events.ts";
import { RUN_DETAIL_COLUMNS, RUN_SUMMARY_COLUMNS, RUN_SUMMARY_JOINS } from "./run-columns.ts";
import { selectRunIds, selectRunsByIds } from "./run-export.ts";
import { selectRunFacets } from "./run-facets.ts";
import { selectRunPage } from "./run-page.ts";
import type { Statement } from "./statement.ts";

export type RunKey = { project_id: number; id: number };

/** A run with what its request was made from; `request` is that of the whole batch. */
export type RunOfPlan = Run & {
  plan_seed: number | null;
  plan_prompts: PromptSettings | null;
  plan_chats: ScenarioChats | null;
  plan_trace: LoadTrace | null;
};

async function selectRun(sql: Sql, key: RunKey): Promise<RunOfPlan | null> {
  const { text, values } = runStatement(key);
  const [run] = await sql.query<RunOfPlan>(text, values);
  return run ?? null;
}

export function runStatement({ project_id, id }: RunKey): Statement {
  return {
    text: `
SELECT ${RUN_SUMMARY_COLUMNS}, ${RUN_DETAIL_COLUMNS},
  (b.plan ->> 'seed')::bigint AS plan_seed, b.plan #> '{settings,prompts}' AS plan_prompts,
  b.plan #> '{settings,chats}' AS plan_chats, b.plan -> 'trace' AS plan_trace
FROM runs r ${RUN_SUMMARY_JOINS} JOIN batches b ON b.id = r.batch_id
WHERE r.id = $1 AND r.project_id = $2`,
    values: [id, project_id],
  };
}

/** What the runs before one in its conversation were answered, in order. */
async function selectAnswers(
  sql: Sql,
  { batch_id, from, before }: { batch_id: number; from: number; before: number },
): Promise<JsonValue[]> {
  const rows = await sql.query<{ response_json: JsonValue }>(
    "SELECT response_json FROM runs WHERE batch_id = $1 AND batch_index >= $2 AND batch_index < $3 ORDER BY batch_index",
    [batch_id, from, before],
  );
  return rows.map(({ response_json }) => response_json);
}

/** A run without what was sent and what came back: small, whatever the run brought. */
async function selectRunSummary(sql: Sql, { project_id, id }: RunKey): Promise<RunSummary | null> {
  const [run] = await sql.query<RunSummary>(
    `SELECT ${RUN_SUMMARY_COLUMNS} FROM runs r ${RUN_SUMMARY_JOINS} WHERE r.id = $1 AND r.project_id = $2`,
    [id, project_id],
  );
  return run ?? null;
}

/** A run's result with the settings it was judged by and those of its scenario today. */
export type JudgedResult = {
  status: RunStatus;
  response_json: JsonValue;
  settings: RunSettings;
  settings_now: RunSettings;
};

async function selectJudged(sql: Sql, { project_id, id }: RunKey): Promise<JudgedResult | null> {
  const [run] = await sql.query<JudgedResult>(
    `SELECT r.status, r.response_json, b.plan -> 'settings' AS settings, s.run_settings AS settings_now
     FROM runs r JOIN batches b ON b.id = r.batch_id JOIN scenarios s ON s.id = r.scenario_id
     WHERE r.id = $1 AND r.project_id = $2`,
    [id, project_id],
  );
  return run ?? null;
}

/** A stream of text as it arrived; `chunk_log` is null where events are kept one by one, and until the run ends. */
export type RunChunks = { chunk_log: Buffer | null; started_offset_ms: number | null };

/** Null when the project has no such run. */
async function selectChunks(sql: Sql, { project_id, id }: RunKey): Promise<RunChunks | null> {
  const [row] = await sql.query<RunChunks>(
    `SELECT CASE WHEN b.plan ->> 'provider' <> 'tinyfish' THEN r.chunk_log END AS chunk_log,
       (r.stamps ->> 'started')::double precision AS started_offset_ms
     FROM runs r JOIN batches b ON b.id = r.batch_id WHERE r.id = $1 AND r.project_id = $2`,
    [id, project_id],
  );
  return row ?? null;
}

/** Scenarios whose name contains `text`, whatever its case. */
async function selectScenarioIdsNamed(
  sql: Sql,
  { project_id, text }: { project_id: number; text: string },
): Promise<number[]> {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await sql.query<{ id: number }>("SELECT id FROM scenarios WHERE project_id = $1 AND name ILIKE $2", [
    project_id,
    pattern,
  ]);
  return rows.map(({ id }) => id);
}

/** Reading runs and their events. */
export const runs = {
  answers: selectAnswers,
  listPage: selectRunPage,
  countFacets: selectRunFacets,
  listIds: selectRunIds,
  listByIds: selectRunsByIds,
  find: selectRun,
  findSummary: selectRunSummary,
  findJudged: selectJudged,
  findChunks: selectChunks,
  listEvents: selectRunEvents,
  scenarioIdsNamed: selectScenarioIdsNamed,
};
