import type { BatchPlan } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

/** How many runs to write, and what they are made of. */
export type BulkRuns = {
  project_id: number;
  /** One for each scenario; the batches, of 100 runs each, take them in turn. */
  plans: readonly BatchPlan[];
  /** A multiple of 100. */
  runs: number;
  from: string;
  to: string;
  /** Encoded gap histograms and their statistics, dealt to the runs in turn. */
  gap_sketches: readonly Uint8Array[];
  gap_stats: readonly object[];
};

export const RUNS_PER_BULK_BATCH = 100;
const BATCHES_PER_STATEMENT = 100;

/**
 * Writes very many plausible finished runs by SQL alone, evenly spread over a period; the same call gives the same
 * runs. Each property follows a sequence of its own (multiples of an irrational number modulo 1), so that shares come
 * out as they are written here, give or take one run.
 */
export async function insertBulkRuns(sql: Sql, bulk: BulkRuns): Promise<void> {
  const batches = bulk.runs / RUNS_PER_BULK_BATCH;
  for (let first = 0; first < batches; first += BATCHES_PER_STATEMENT) {
    await sql.query(BULK_STATEMENT, [
      bulk.project_id,
      bulk.plans.map((plan) => JSON.stringify(plan)),
      first,
      Math.min(first + BATCHES_PER_STATEMENT, batches) - 1,
      RUNS_PER_BULK_BATCH,
      bulk.from,
      (Date.parse(bulk.to) - Date.parse(bulk.from)) / bulk.runs,
      bulk.gap_sketches.map((sketch) => Buffer.from(sketch)),
      bulk.gap_stats.map((stats) => JSON.stringify(stats)),
    ]);
  }
}

const spread = (irrational: string): string =>
  `(n * ${irrational}::double precision) - floor(n * ${irrational}::double precision)`;

const BULK_STATEMENT = `
WITH chosen AS (
  SELECT b, plan, $6::timestamptz + b * $5::integer * $7::double precision * interval '1 ms' AS at
  FROM generate_series($3::integer, $4::integer) b, LATERAL (SELECT ($2::text[])[1 + b % cardinality($2::text[])]::jsonb AS plan) p
), batch AS (
  INSERT INTO batches (project_id, scenario_id, automation_id, target_id, origin, status, plan, labels, run_count, slots,
    created_at, enqueued_at, started_at, finished_at)
  SELECT $1::integer, (plan #>> '{scenario,id}')::integer, (plan #>> '{automation,id}')::integer, (plan #>> '{target,id}')::integer, 'sample',
    'finished', plan, '{"sample": "large"}', $5::integer, 5, at, at, at, at + $5::integer * $7::double precision * interval '1 ms'
  FROM chosen ORDER BY b
  RETURNING id, scenario_id, automation_id, target_id, created_at
), numbered AS (
  SELECT batch.*, i, ($3::integer + row_number() OVER (PARTITION BY i ORDER BY batch.id) - 1) * $5::integer + i AS n
  FROM batch CROSS JOIN generate_series(0, $5::integer - 1) i
), drawn AS (
  SELECT numbered.*, created_at + i * $7::double precision * interval '1 ms' AS due_at,
    ${spread("0.6180339887498949")} AS fate, ${spread("0.7548776662466927")} AS judged, ${spread("0.5698402909980532")} AS size
  FROM numbered
), ended AS (
  SELECT drawn.*, CASE WHEN fate < 0.82 THEN 'completed' WHEN fate < 0.88 THEN 'agent_failed' WHEN fate < 0.92 THEN 'infra_error'
    WHEN fate < 0.96 THEN 'timeout' WHEN fate < 0.98 THEN 'rate_limited' WHEN fate < 0.995 THEN 'cancelled' ELSE 'aborted' END AS status,
    15000 + 60000 * size * size AS lasted_ms
  FROM drawn
)
INSERT INTO runs (project_id, batch_id, batch_index, scenario_id, automation_id, target_id, origin, status, phase, reason_code, fault,
  cancelled_by, goal, error, labels, created_at, due_at, started_at, finished_at, total_duration_ms, response_ms, slot_wait_ms, lag_ms,
  connect_ms, headers_ms, first_event_ms, ttft_ms, ttft_sent_ms, inter_token_stats, gap_sketch, connection, coalesced, event_count,
  progress_events, steps, cost_usd, price_version, tinyfish_run_id, response_json)
SELECT $1::integer, id, i, scenario_id, automation_id, target_id, 'sample', status,
  CASE WHEN status IN ('infra_error', 'timeout') THEN 'stream' END,
  CASE status WHEN 'completed' THEN NULL WHEN 'agent_failed' THEN 'max_steps_exceeded' WHEN 'infra_error' THEN 'truncated'
    WHEN 'timeout' THEN 'total_timeout' WHEN 'cancelled' THEN 'cancelled_by_user' WHEN 'aborted' THEN 'worker_lost' ELSE status END,
  CASE status WHEN 'completed' THEN NULL WHEN 'agent_failed' THEN 'agent' WHEN 'aborted' THEN 'us' ELSE 'provider' END,
  CASE WHEN status = 'cancelled' THEN 'user' END,
  CASE WHEN status = 'agent_failed' THEN 'failed' WHEN status <> 'completed' OR judged < 0.85 THEN 'not_evaluated'
    WHEN judged < 0.95 THEN 'failed' ELSE 'blocked' END,
  CASE WHEN status <> 'completed' THEN format('The run ended as %s after %s ms of its %s ms.', status, round(lasted_ms / 2), round(lasted_ms)) END,
  '{"sample": "large"}', created_at, due_at, due_at, due_at + lasted_ms * interval '1 ms',
  CASE WHEN status <> 'rate_limited' THEN lasted_ms END, CASE WHEN status <> 'rate_limited' THEN lasted_ms END, 0, 0.4,
  CASE WHEN i < 5 THEN 21.5 END, 180 + 90 * judged, 181 + 90 * judged,
  CASE WHEN status <> 'rate_limited' THEN 2000 + 4000 * judged END, CASE WHEN status <> 'rate_limited' THEN 1978.5 + 4000 * judged END,
  CASE WHEN status <> 'rate_limited' THEN ($9::text[])[1 + n % cardinality($9::text[])]::jsonb END,
  CASE WHEN status <> 'rate_limited' THEN ($8::bytea[])[1 + n % cardinality($8::bytea[])] END,
  CASE WHEN i < 5 THEN 'fresh' ELSE 'reused' END, false, 4 + n % 9, n % 9,
  CASE WHEN status NOT IN ('rate_limited', 'aborted') THEN 3 + n % 9 END,
  CASE WHEN status NOT IN ('rate_limited', 'aborted') THEN 0.016 * (3 + n % 9) END, 1,
  md5(n::text)::uuid::text, CASE WHEN status = 'completed' THEN '{"products": [{"name": "Lamp", "price": 12.5}, {"name": "Desk", "price": 112}]}'::jsonb END
FROM ended ORDER BY n`;
