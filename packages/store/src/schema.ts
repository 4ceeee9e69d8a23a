import type {
  BatchPlan,
  BatchStatus,
  CancelledBy,
  EngineHealth,
  Fault,
  Goal,
  InterTokenStats,
  JsonObject,
  JsonValue,
  KpiBlock,
  Labels,
  Limits,
  BatchLoadReport,
  Origin,
  Phase,
  Prices,
  Provider,
  RerunOutcome,
  RunSettings,
  RunStatus,
  Timeouts,
  Validity,
  Verdict,
} from "@tfbench/contracts";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  varchar,
} from "drizzle-orm/pg-core";
import { bytea, created_at, id, instant, loadPart, object, searchState, stamps, sweepAxis } from "./column-types.ts";

// The tables as the migrations leave them, for typed queries. Constraints and the order of indexes live in the SQL.
const projectId = () =>
  integer()
    .notNull()
    .references(() => projects.id);

export const projects = pgTable("projects", {
  id: id(),
  name: text().notNull().unique(),
  created_at: created_at(),
  samples_written_at: instant(),
});

export const automations = pgTable(
  "automations",
  {
    id: id(),
    project_id: projectId(),
    name: text().notNull(),
    provider: text().$type<Provider>().notNull(),
    request: jsonb().$type<JsonObject>().notNull(),
    tinyfish_automation_id: text(),
    description: text(),
    default_inputs: object().$type<JsonObject>(),
    archived_at: instant(),
    created_at: created_at(),
    updated_at: created_at(),
  },
  (table) => [index("automations_project_idx").on(table.project_id, table.id)],
);

export const targets = pgTable(
  "targets",
  {
    id: id(),
    project_id: projectId(),
    name: text().notNull(),
    provider: text().$type<Provider>().notNull(),
    base_url: text().notNull(),
    credential: text(),
    simulated: boolean().notNull(),
    is_default: boolean().notNull().default(false),
    builtin: text().$type<"simulator" | "simulator_llm" | "tinyfish">(),
    limits: object().$type<Limits>(),
    timeouts: object().$type<Timeouts>(),
    archived_at: instant(),
    created_at: created_at(),
    updated_at: created_at(),
  },
  (table) => [
    index("targets_project_idx").on(table.project_id, table.id),
    uniqueIndex("targets_one_default_idx").on(table.project_id, table.provider),
    uniqueIndex("targets_builtin_idx").on(table.project_id, table.builtin),
  ],
);

export const target_prices = pgTable(
  "target_prices",
  {
    target_id: integer()
      .notNull()
      .references(() => targets.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    usd_per_step: numeric({ precision: 12, scale: 6, mode: "number" }),
    usd_per_million_input_tokens: numeric({ mode: "number" }),
    usd_per_million_output_tokens: numeric({ mode: "number" }),
    usd_per_million_cached_tokens: numeric({ mode: "number" }),
    bills: text().$type<Prices["bills"]>().notNull(),
    effective_at: created_at(),
  },
  (table) => [primaryKey({ columns: [table.target_id, table.version] })],
);

export const scenarios = pgTable(
  "scenarios",
  {
    id: id(),
    project_id: projectId(),
    name: text().notNull(),
    automation_id: integer()
      .notNull()
      .references(() => automations.id),
    target_id: integer().references(() => targets.id),
    description: text(),
    inputs_template: object().$type<JsonObject>(),
    run_settings: object().$type<RunSettings>(),
    slos: jsonb().$type<string[]>().notNull().default([]),
    archived_at: instant(),
    created_at: created_at(),
    updated_at: created_at(),
  },
  (table) => [
    index("scenarios_project_idx").on(table.project_id, table.id),
    index("scenarios_automation_idx").on(table.automation_id),
    index("scenarios_target_idx").on(table.target_id),
  ],
);

export const sweeps = pgTable(
  "sweeps",
  {
    id: id(),
    project_id: projectId(),
    scenario_id: integer()
      .notNull()
      .references(() => scenarios.id),
    axis: sweepAxis().notNull(),
    created_at: created_at(),
    search: searchState(),
  },
  (of) => [index("sweeps_list_idx").on(of.project_id, of.id), index("sweeps_scenario_idx").on(of.scenario_id)],
);

export const batches = pgTable(
  "batches",
  {
    id: id(),
    project_id: projectId(),
    scenario_id: integer()
      .notNull()
      .references(() => scenarios.id),
    automation_id: integer()
      .notNull()
      .references(() => automations.id),
    target_id: integer()
      .notNull()
      .references(() => targets.id),
    origin: text().$type<Origin>().notNull(),
    status: text().$type<BatchStatus>().notNull().default("queued"),
    plan: jsonb().$type<BatchPlan>().notNull(),
    labels: object().$type<Labels>(),
    run_count: integer().notNull(),
    slots: integer().notNull(),
    rerun_of_run: integer(),
    cancel_requested_at: instant(),
    worker_id: text(),
    lease_until: instant(),
    enqueued_at: created_at(),
    reason_code: text(),
    error: text(),
    summary: jsonb().$type<KpiBlock>(),
    created_at: created_at(),
    started_at: instant(),
    finished_at: instant(),
    load_report: jsonb().$type<BatchLoadReport>(),
    validity: jsonb().$type<Validity>(),
    engine_health: jsonb().$type<EngineHealth>(),
    sweep_id: integer().references(() => sweeps.id),
  },
  (table) => [
    index("batches_list_idx").on(table.project_id, table.id),
    index("batches_scenario_idx").on(table.scenario_id, table.id),
    index("batches_automation_idx").on(table.automation_id),
    index("batches_target_idx").on(table.target_id),
    index("batches_open_idx").on(table.target_id, table.id),
    index("batches_sweep_idx").on(table.sweep_id, table.id),
  ],
);

export const runs = pgTable(
  "runs",
  {
    id: id(),
    project_id: projectId(),
    batch_id: integer()
      .notNull()
      .references(() => batches.id),
    batch_index: integer().notNull(),
    scenario_id: integer()
      .notNull()
      .references(() => scenarios.id),
    automation_id: integer()
      .notNull()
      .references(() => automations.id),
    target_id: integer()
      .notNull()
      .references(() => targets.id),
    origin: text().$type<Origin>().notNull(),
    status: varchar({ length: 50 }).$type<RunStatus>().notNull().default("queued"),
    phase: text().$type<Phase>(),
    reason_code: text(),
    fault: text().$type<Fault>(),
    cancelled_by: text().$type<CancelledBy>(),
    cancel_requested_at: instant(),
    goal: text().$type<Goal>().notNull().default("not_evaluated"),
    goal_reason: text(),
    error: text(),
    rerun_of: integer(),
    labels: object().$type<Labels>(),
    tags: text()
      .array()
      .notNull()
      .default(sql`'{}'`),
    verdict_goal: text().$type<Verdict["goal"]>(),
    verdict_note: text(),
    verdict_at: instant(),
    created_at: created_at(),
    due_at: created_at(),
    started_at: instant(),
    finished_at: instant(),
    total_duration_ms: doublePrecision(),
    response_ms: doublePrecision(),
    slot_wait_ms: doublePrecision(),
    lag_ms: doublePrecision(),
    connect_ms: doublePrecision(),
    headers_ms: doublePrecision(),
    first_event_ms: doublePrecision(),
    ttft_ms: doublePrecision(),
    ttft_sent_ms: doublePrecision(),
    time_to_streaming_url_ms: doublePrecision(),
    provider_queue_ms: doublePrecision(),
    provider_run_ms: doublePrecision(),
    heartbeat_gap_max_ms: doublePrecision(),
    inter_token_stats: jsonb().$type<InterTokenStats>(),
    gap_sketch: bytea(),
    connection: text().$type<"fresh" | "reused">(),
    coalesced: boolean(),
    event_count: integer(),
    progress_events: integer(),
    steps: integer(),
    cost_usd: numeric({ mode: "number" }),
    price_version: integer(),
    stamps: stamps(),
    tinyfish_run_id: varchar({ length: 255 }),
    streaming_url: text(),
    response_json: jsonb().$type<JsonValue>(),
    provider_run: jsonb().$type<JsonValue>(),
    response_ttft_ms: doublePrecision(),
    ttfo_ms: doublePrecision(),
    ttst_ms: doublePrecision(),
    tpot_ms: doublePrecision(),
    output_tokens_per_second: doublePrecision(),
    malformed_events: integer(),
    content_chunks: integer(),
    is_buffered: boolean(),
    input_tokens: integer(),
    output_tokens: integer(),
    reasoning_tokens: integer(),
    cached_tokens: integer(),
    client_output_tokens: integer(),
    first_chunk_tokens: integer(),
    has_hidden_reasoning: boolean(),
    finish_reason: text(),
    load_part: loadPart(),
    chunk_log: bytea(),
  },
  (table) => [
    unique().on(table.batch_id, table.batch_index),
    index("runs_list_idx").on(table.project_id, table.id),
    index("runs_due_idx").on(table.project_id, table.due_at, table.id),
    index("runs_duration_idx").on(table.project_id, table.total_duration_ms, table.id),
    index("runs_ttft_idx").on(table.project_id, table.ttft_ms, table.id),
    index("runs_cost_idx").on(table.project_id, table.cost_usd, table.id),
    index("runs_status_idx").on(table.project_id, table.status, table.id),
    index("runs_goal_idx").on(table.project_id, table.goal, table.id),
    index("runs_origin_due_idx").on(table.project_id, table.origin, table.due_at, table.id),
    index("runs_scenario_idx").on(table.scenario_id, table.id),
    index("runs_automation_idx").on(table.automation_id, table.id),
    index("runs_target_idx").on(table.target_id, table.id),
    index("runs_tags_idx").on(table.project_id, table.id),
    index("runs_judged_idx").on(table.project_id, table.id),
    index("runs_part_idx").on(table.id),
    index("runs_open_idx").on(table.project_id, table.status, table.created_at),
    index("runs_search_idx").using("gin", table.error, table.reason_code),
    index("runs_tinyfish_run_idx").on(sql`lower(${table.tinyfish_run_id})`),
  ],
);

export const run_events = pgTable(
  "run_events",
  {
    run_id: integer().notNull(),
    seq: integer().notNull(),
    offset_ms: doublePrecision().notNull(),
    kind: text().notNull(),
    bytes: integer().notNull(),
    data: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run_id, table.seq] })],
);

export const run_chunks = pgTable(
  "run_chunks",
  { run_id: integer().notNull(), part: integer().notNull(), log: bytea().notNull() },
  (table) => [primaryKey({ columns: [table.run_id, table.part] })],
);

export const run_rollups = pgTable(
  "run_rollups",
  {
    project_id: projectId(),
    origin: text().$type<Origin>().notNull(),
    scenario_id: integer()
      .notNull()
      .references(() => scenarios.id),
    automation_id: integer()
      .notNull()
      .references(() => automations.id),
    target_id: integer()
      .notNull()
      .references(() => targets.id),
    hour: instant().notNull(),
    counts: jsonb().$type<Record<string, number>>().notNull(),
    total_sketch: bytea().notNull(),
    ttft_sketch: bytea().notNull(),
    gap_sketch: bytea().notNull(),
    runs: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.project_id, table.origin, table.hour, table.scenario_id, table.automation_id, table.target_id],
    }),
  ],
);

export const idempotency_keys = pgTable(
  "idempotency_keys",
  {
    project_id: projectId(),
    key: text().notNull(),
    request_hash: text().notNull(),
    batch_id: integer()
      .notNull()
      .references(() => batches.id),
    created_at: created_at(),
    answer: jsonb().$type<RerunOutcome>(),
  },
  (table) => [
    primaryKey({ columns: [table.project_id, table.key] }),
    index("idempotency_keys_created_idx").on(table.created_at),
    index("idempotency_keys_batch_idx").on(table.batch_id),
  ],
);

export const audit_log = pgTable(
  "audit_log",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    project_id: projectId(),
    at: created_at(),
    actor: text().notNull(),
    action: text().notNull(),
    noun: text().notNull(),
    noun_id: integer().notNull(),
    request_id: text(),
    details: object().$type<JsonObject>(),
  },
  (table) => [index("audit_log_noun_idx").on(table.noun, table.noun_id, table.id)],
);

export const workers = pgTable("workers", {
  id: text().primaryKey(),
  started_at: created_at(),
  last_seen_at: created_at(),
  running_batches: integer().notNull().default(0),
  in_flight_runs: integer().notNull().default(0),
});
