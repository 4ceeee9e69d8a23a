import { BatchPlan, RunSettings } from "@tfbench/contracts";
import type { BatchStatus, Goal, JsonObject, Labels, Limits, Origin, Provider, RunStatus } from "@tfbench/contracts";
import type { Sql } from "@tfbench/store";

// Rows by plain SQL, so that a test of one verb does not lean on another. Names are unique in every database.
const PROJECT_ID = 1;
const uniqueName = (noun: string) => `${noun} ${crypto.randomUUID().slice(0, 8)}`;

type Insert = { table: string; returning: string; row: Record<string, unknown> };

async function insertOne<T extends Record<string, unknown>>(sql: Sql, { table, returning, row }: Insert): Promise<T> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const columns = entries.map(([column]) => column).join(", ");
  const places = entries.map((_, index) => `$${index + 1}`).join(", ");
  const [made] = await sql.query<T>(
    `INSERT INTO ${table} (${columns}) VALUES (${places}) RETURNING ${returning}`,
    entries.map(([, value]) => value),
  );
  if (made === undefined) throw new Error(`${table} returned no row.`);
  return made;
}

export type MadeAutomation = { id: number; name: string };
type AutomationChanges = {
  provider?: Provider;
  project_id?: number;
  name?: string;
  request?: JsonObject;
  default_inputs?: JsonObject;
  archived_at?: string;
};

export const makeAutomation = (sql: Sql, changes: AutomationChanges = {}): Promise<MadeAutomation> =>
  insertOne(sql, {
    table: "automations",
    returning: "id, name",
    row: {
      project_id: PROJECT_ID,
      name: uniqueName("automation"),
      provider: "tinyfish",
      request: { url: "https://example.com", goal: "Read the title" },
      ...changes,
    },
  });

export type MadeTarget = { id: number; name: string; base_url: string };
type TargetChanges = {
  project_id?: number;
  name?: string;
  base_url?: string;
  credential?: string | null;
  simulated?: boolean;
  is_default?: boolean;
  limits?: Limits;
  archived_at?: string;
  usd_per_step?: number | null;
};

export async function makeTarget(
  sql: Sql,
  { usd_per_step = 0.016, ...changes }: TargetChanges = {},
): Promise<MadeTarget> {
  const made = await insertOne<MadeTarget>(sql, {
    table: "targets",
    returning: "id, name, base_url",
    row: {
      project_id: PROJECT_ID,
      name: uniqueName("target"),
      provider: "tinyfish",
      base_url: "http://127.0.0.1:9",
      simulated: true,
      ...changes,
    },
  });
  await insertOne(sql, {
    table: "target_prices",
    returning: "version",
    row: { target_id: made.id, version: 1, usd_per_step, bills: "all" },
  });
  return made;
}

export type MadeScenario = { id: number; name: string; automation_id: number; target_id: number | null };
type ScenarioChanges = {
  project_id?: number;
  name?: string;
  automation_id?: number;
  target_id?: number | null;
  inputs_template?: JsonObject;
  run_settings?: JsonObject;
  slos?: readonly string[];
  archived_at?: string;
};

/** Left out, automation and target are made too. */
export async function makeScenario(sql: Sql, { slos, ...changes }: ScenarioChanges = {}): Promise<MadeScenario> {
  const automation_id = changes.automation_id ?? (await makeAutomation(sql)).id;
  const target_id = changes.target_id === undefined ? (await makeTarget(sql)).id : changes.target_id;
  return insertOne(sql, {
    table: "scenarios",
    returning: "id, name, automation_id, target_id",
    row: {
      project_id: PROJECT_ID,
      name: uniqueName("scenario"),
      slos: slos && JSON.stringify(slos),
      ...changes,
      automation_id,
      target_id,
    },
  });
}

type PlanChanges = {
  scenario_id?: number;
  automation_id?: number;
  target_id?: number;
  origin?: Origin;
  limits?: Limits;
  base_url?: string;
  runs?: number;
  concurrency?: number;
};

export function makePlan(changes: PlanChanges = {}): BatchPlan {
  const {
    scenario_id = 1,
    automation_id = 1,
    target_id = 1,
    origin = "simulated",
    runs = 1,
    concurrency = 1,
  } = changes;
  return BatchPlan.parse({
    provider: "tinyfish",
    origin,
    scenario: { id: scenario_id, name: "scenario" },
    automation: { id: automation_id, name: "automation" },
    target: {
      id: target_id,
      name: "target",
      base_url: changes.base_url ?? "http://127.0.0.1:9",
      credential: null,
      limits: changes.limits ?? { max_in_flight: null },
      prices: { usd_per_step: 0.016, bills: "all", version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
    },
    request: { url: "https://example.com", goal: "Read the title" },
    inputs: {},
    timeouts: { connect_ms: 10_000, headers_ms: 60_000, first_event_ms: 120_000, idle_ms: 300_000, total_ms: 900_000 },
    settings: RunSettings.parse({ concurrency }),
    load: { kind: "closed", runs, concurrency, start_spread_ms: 0 },
  });
}

export type MadeBatch = {
  id: number;
  scenario_id: number;
  automation_id: number;
  target_id: number;
  run_ids: number[];
};
type BatchChanges = {
  project_id?: number;
  scenario?: MadeScenario;
  target_id?: number;
  origin?: Origin;
  status?: BatchStatus;
  labels?: Labels;
  slots?: number;
  worker_id?: string;
  lease_until?: string;
  enqueued_at?: string;
  cancel_requested_at?: string;
  started_at?: string;
  finished_at?: string;
  /** How many runs to make with it, in the status of `run_status`. */
  runs?: number;
  run_status?: RunStatus;
};

/** Left out, the scenario is made too. */
export async function makeBatch(sql: Sql, changes: BatchChanges = {}): Promise<MadeBatch> {
  const { scenario: given, runs = 1, run_status, ...columns } = changes;
  const scenario = given ?? (await makeScenario(sql));
  const target_id = changes.target_id ?? scenario.target_id;
  if (target_id === null) throw new Error("A batch needs a target: the scenario has none, so give target_id.");
  const origin = changes.origin ?? "simulated";
  const plan = makePlan({
    scenario_id: scenario.id,
    automation_id: scenario.automation_id,
    target_id,
    origin,
    runs: Math.max(runs, 1),
  });
  const batch = await insertOne<Omit<MadeBatch, "run_ids">>(sql, {
    table: "batches",
    returning: "id, scenario_id, automation_id, target_id",
    row: {
      project_id: PROJECT_ID,
      slots: 1,
      ...columns,
      scenario_id: scenario.id,
      automation_id: scenario.automation_id,
      target_id,
      origin,
      run_count: Math.max(runs, 1),
      plan: JSON.stringify(plan),
    },
  });
  const run_ids: number[] = [];
  for (let batch_index = 0; batch_index < runs; batch_index += 1) {
    run_ids.push(
      (await makeRun(sql, { batch, batch_index, origin, ...(run_status === undefined ? {} : { status: run_status }) }))
        .id,
    );
  }
  return { ...batch, run_ids };
}

export type MadeRun = { id: number; batch_id: number };
type RunChanges = {
  batch?: Omit<MadeBatch, "run_ids">;
  batch_index?: number;
  origin?: Origin;
  status?: RunStatus;
  goal?: Goal;
  error?: string;
  reason_code?: string;
  created_at?: string;
  due_at?: string;
  started_at?: string;
  finished_at?: string;
  total_duration_ms?: number;
  ttft_ms?: number;
  cost_usd?: number;
  steps?: number;
  tinyfish_run_id?: string;
  tags?: string[];
  gap_sketch?: Buffer;
};

/** Left out, the batch is made too. A final run gets a finish time unless one is given. */
export async function makeRun(sql: Sql, { batch: given, ...changes }: RunChanges = {}): Promise<MadeRun> {
  const batch = given ?? (await makeBatch(sql, { runs: 0 }));
  const isOpen = changes.status === undefined || changes.status === "queued" || changes.status === "running";
  return insertOne(sql, {
    table: "runs",
    returning: "id, batch_id",
    row: {
      project_id: PROJECT_ID,
      batch_id: batch.id,
      batch_index: 0,
      scenario_id: batch.scenario_id,
      automation_id: batch.automation_id,
      target_id: batch.target_id,
      origin: "simulated",
      finished_at: isOpen ? undefined : new Date().toISOString(),
      ...changes,
    },
  });
}
