-- The vocabulary as tables: projects own automations, targets and scenarios; a batch is one scenario on one
-- target; a run is one execution inside a batch. Runs on an empty database; takes no lock anybody waits for.

CREATE TABLE projects (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name        text NOT NULL UNIQUE CHECK (name <> ''),
  created_at  timestamptz NOT NULL DEFAULT now()
);
INSERT INTO projects (name) VALUES ('default');

CREATE TABLE automations (
  id                     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id             integer NOT NULL REFERENCES projects (id),
  name                   text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
  provider               text NOT NULL CHECK (provider IN ('tinyfish')),
  request                jsonb NOT NULL CHECK (jsonb_typeof(request) = 'object'),
  tinyfish_automation_id text CHECK (char_length(tinyfish_automation_id) <= 255),
  description            text,
  default_inputs         jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(default_inputs) = 'object'),
  archived_at            timestamptz,
  created_at             timestamptz NOT NULL DEFAULT now(),
  updated_at             timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX automations_project_idx ON automations (project_id, id);

CREATE TABLE targets (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id  integer NOT NULL REFERENCES projects (id),
  name        text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
  provider    text NOT NULL CHECK (provider IN ('tinyfish')),
  base_url    text NOT NULL CHECK (base_url ~ '^https?://'),
  credential  text CHECK (credential ~ '^env:[A-Za-z_][A-Za-z0-9_]*$'),
  simulated   boolean NOT NULL,
  is_default  boolean NOT NULL DEFAULT false,
  -- Targets the server keeps itself: 'simulator' follows SIMULATOR_PORT, 'tinyfish' follows TINYFISH_BASE_URL.
  builtin     text CHECK (builtin IN ('simulator', 'tinyfish')),
  limits      jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(limits) = 'object'),
  timeouts    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(timeouts) = 'object'),
  archived_at timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT (is_default AND archived_at IS NOT NULL))
);
CREATE INDEX targets_project_idx ON targets (project_id, id);
CREATE UNIQUE INDEX targets_one_default_idx ON targets (project_id) WHERE is_default;
CREATE UNIQUE INDEX targets_builtin_idx ON targets (project_id, builtin) WHERE builtin IS NOT NULL;

-- A price is never edited: a change is a new version, and each run keeps the version it was priced with.
CREATE TABLE target_prices (
  target_id    integer NOT NULL REFERENCES targets (id) ON DELETE CASCADE,
  version      integer NOT NULL CHECK (version >= 1),
  usd_per_step numeric(12, 6) CHECK (usd_per_step >= 0),
  bills        text NOT NULL CHECK (bills IN ('all', 'completed')),
  effective_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (target_id, version)
);

CREATE TABLE scenarios (
  id              integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id      integer NOT NULL REFERENCES projects (id),
  name            text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 255),
  automation_id   integer NOT NULL REFERENCES automations (id),
  -- Null: whichever target is the default when a batch is triggered.
  target_id       integer REFERENCES targets (id),
  description     text,
  inputs_template jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(inputs_template) = 'object'),
  run_settings    jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(run_settings) = 'object'),
  archived_at     timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX scenarios_project_idx ON scenarios (project_id, id);
CREATE INDEX scenarios_automation_idx ON scenarios (automation_id);
CREATE INDEX scenarios_target_idx ON scenarios (target_id);

CREATE TABLE batches (
  id                  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id          integer NOT NULL REFERENCES projects (id),
  scenario_id         integer NOT NULL REFERENCES scenarios (id),
  automation_id       integer NOT NULL REFERENCES automations (id),
  target_id           integer NOT NULL REFERENCES targets (id),
  origin              text NOT NULL CHECK (origin IN ('real', 'simulated', 'sample')),
  status              text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'finished', 'failed', 'cancelled')),
  plan                jsonb NOT NULL,
  labels              jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(labels) = 'object'),
  run_count           integer NOT NULL CHECK (run_count BETWEEN 1 AND 10000),
  -- Slots of the target this batch needs at once; counted against targets.limits.max_in_flight while it runs.
  slots               integer NOT NULL CHECK (slots BETWEEN 1 AND 1000),
  rerun_of_run        integer,
  cancel_requested_at timestamptz,
  -- The worker that executes it, and until when it may be believed alive.
  worker_id           text,
  lease_until         timestamptz,
  enqueued_at         timestamptz NOT NULL DEFAULT now(),
  reason_code         text,
  error               text,
  summary             jsonb,
  created_at          timestamptz NOT NULL DEFAULT now(),
  started_at          timestamptz,
  finished_at         timestamptz,
  CHECK ((status IN ('finished', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
  CHECK (status <> 'running' OR (worker_id IS NOT NULL AND lease_until IS NOT NULL))
);
CREATE INDEX batches_list_idx ON batches (project_id, id DESC);
CREATE INDEX batches_scenario_idx ON batches (scenario_id, id DESC);
CREATE INDEX batches_automation_idx ON batches (automation_id);
CREATE INDEX batches_target_idx ON batches (target_id);
-- The dispatcher and the sweeper look only at these few.
CREATE INDEX batches_open_idx ON batches (target_id, id) WHERE status IN ('queued', 'running');

CREATE TABLE runs (
  id                       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id               integer NOT NULL REFERENCES projects (id),
  batch_id                 integer NOT NULL REFERENCES batches (id),
  batch_index              integer NOT NULL CHECK (batch_index >= 0),
  scenario_id              integer NOT NULL REFERENCES scenarios (id),
  automation_id            integer NOT NULL REFERENCES automations (id),
  target_id                integer NOT NULL REFERENCES targets (id),
  origin                   text NOT NULL CHECK (origin IN ('real', 'simulated', 'sample')),
  status                   varchar(50) NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'completed', 'agent_failed', 'infra_error',
                             'rate_limited', 'timeout', 'cancelled', 'dropped', 'out_of_credits', 'budget_stopped', 'aborted')),
  phase                    text,
  reason_code              text,
  fault                    text CHECK (fault IN ('us', 'network', 'provider', 'site', 'agent', 'definition', 'unknown')),
  cancelled_by             text CHECK (cancelled_by IN ('user', 'profile', 'provider')),
  cancel_requested_at      timestamptz,
  goal                     text NOT NULL DEFAULT 'not_evaluated' CHECK (goal IN ('passed', 'partial', 'failed', 'blocked', 'task_invalid', 'not_evaluated')),
  goal_reason              text,
  error                    text,
  rerun_of                 integer,
  labels                   jsonb NOT NULL DEFAULT '{}',
  created_at               timestamptz NOT NULL DEFAULT now(),
  due_at                   timestamptz NOT NULL DEFAULT now(),
  started_at               timestamptz,
  finished_at              timestamptz,
  total_duration_ms        double precision,
  response_ms              double precision,
  slot_wait_ms             double precision,
  lag_ms                   double precision,
  connect_ms               double precision,
  headers_ms               double precision,
  first_event_ms           double precision,
  ttft_ms                  double precision,
  ttft_sent_ms             double precision,
  time_to_streaming_url_ms double precision,
  provider_queue_ms        double precision,
  provider_run_ms          double precision,
  heartbeat_gap_max_ms     double precision,
  inter_token_stats        jsonb,
  gap_sketch               bytea,
  connection               text CHECK (connection IN ('fresh', 'reused')),
  coalesced                boolean,
  event_count              integer,
  progress_events          integer,
  steps                    integer,
  cost_usd                 numeric(14, 6),
  price_version            integer,
  stamps                   jsonb,
  tinyfish_run_id          varchar(255),
  streaming_url            text,
  response_json            jsonb,
  provider_run             jsonb,
  UNIQUE (batch_id, batch_index),
  CHECK ((status IN ('queued', 'running')) = (finished_at IS NULL)),
  CHECK (total_duration_ms IS NULL OR total_duration_ms >= 0)
);
-- One index per sort the list offers; filters narrow along the way.
CREATE INDEX runs_list_idx ON runs (project_id, id DESC);
CREATE INDEX runs_due_idx ON runs (project_id, due_at DESC, id DESC);
CREATE INDEX runs_duration_idx ON runs (project_id, total_duration_ms DESC NULLS LAST, id DESC);
CREATE INDEX runs_ttft_idx ON runs (project_id, ttft_ms DESC NULLS LAST, id DESC);
CREATE INDEX runs_cost_idx ON runs (project_id, cost_usd DESC NULLS LAST, id DESC);
CREATE INDEX runs_status_idx ON runs (project_id, status, id DESC);
CREATE INDEX runs_goal_idx ON runs (project_id, goal, id DESC);
CREATE INDEX runs_origin_due_idx ON runs (project_id, origin, due_at DESC);
CREATE INDEX runs_scenario_idx ON runs (scenario_id, id DESC);
CREATE INDEX runs_automation_idx ON runs (automation_id, id DESC);
CREATE INDEX runs_target_idx ON runs (target_id, id DESC);
-- Queue depth, oldest waiting, and the sweeper.
CREATE INDEX runs_open_idx ON runs (project_id, status, created_at) WHERE status IN ('queued', 'running');

-- Events and chunk logs grow fastest and leave first: ranges of 100,000 runs, so that retention drops a partition.
CREATE TABLE run_events (
  run_id    integer NOT NULL,
  seq       integer NOT NULL CHECK (seq >= 0),
  offset_ms double precision NOT NULL,
  kind      text NOT NULL,
  bytes     integer NOT NULL CHECK (bytes >= 0),
  data      text NOT NULL,
  PRIMARY KEY (run_id, seq)
) PARTITION BY RANGE (run_id);

CREATE TABLE run_chunks (
  run_id integer NOT NULL,
  part   integer NOT NULL CHECK (part >= 0),
  log    bytea NOT NULL,
  PRIMARY KEY (run_id, part)
) PARTITION BY RANGE (run_id);

-- Creates the partitions that hold runs up to max_run_id. Takes an advisory lock, so that two callers do not collide.
CREATE FUNCTION ensure_run_partitions(max_run_id integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  width CONSTANT integer := 100000;
  bucket integer;
BEGIN
  PERFORM pg_advisory_xact_lock(7261001);
  FOR bucket IN 0 .. max_run_id / width LOOP
    IF to_regclass(format('run_events_%s', bucket)) IS NULL THEN
      EXECUTE format('CREATE TABLE run_events_%s PARTITION OF run_events FOR VALUES FROM (%s) TO (%s)', bucket, bucket * width, (bucket + 1) * width);
      EXECUTE format('CREATE TABLE run_chunks_%s PARTITION OF run_chunks FOR VALUES FROM (%s) TO (%s)', bucket, bucket * width, (bucket + 1) * width);
    END IF;
  END LOOP;
  RETURN (max_run_id / width + 1) * width;
END
$$;
SELECT ensure_run_partitions(1);

-- Hourly figures per scenario, merged in the transaction that finishes the runs; a pure function of the runs of
-- that hour (by due_at), so one command rebuilds them.
CREATE TABLE run_rollups (
  project_id   integer NOT NULL REFERENCES projects (id),
  origin       text NOT NULL CHECK (origin IN ('real', 'simulated', 'sample')),
  scenario_id  integer NOT NULL REFERENCES scenarios (id),
  automation_id integer NOT NULL REFERENCES automations (id),
  target_id    integer NOT NULL REFERENCES targets (id),
  hour         timestamptz NOT NULL,
  -- Integers only: runs per status, goal and cause, gap_runs, cost_known, cost_micro_usd.
  counts       jsonb NOT NULL,
  total_sketch bytea NOT NULL,
  ttft_sketch  bytea NOT NULL,
  gap_sketch   bytea NOT NULL,
  PRIMARY KEY (project_id, origin, hour, scenario_id, automation_id, target_id)
);

CREATE TABLE idempotency_keys (
  project_id   integer NOT NULL REFERENCES projects (id),
  key          text NOT NULL CHECK (char_length(key) BETWEEN 1 AND 255),
  request_hash text NOT NULL,
  batch_id     integer NOT NULL REFERENCES batches (id),
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (project_id, key)
);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_batch_idx ON idempotency_keys (batch_id);

-- One row with each mutation, in the mutation's own transaction.
CREATE TABLE audit_log (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id integer NOT NULL REFERENCES projects (id),
  at         timestamptz NOT NULL DEFAULT now(),
  actor      text NOT NULL,
  action     text NOT NULL,
  noun       text NOT NULL,
  noun_id    integer NOT NULL,
  request_id text,
  details    jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_noun_idx ON audit_log (noun, noun_id, id DESC);

-- Workers that are alive, for /health and the sweeper.
CREATE TABLE workers (
  id              text PRIMARY KEY,
  started_at      timestamptz NOT NULL DEFAULT now(),
  last_seen_at    timestamptz NOT NULL DEFAULT now(),
  running_batches integer NOT NULL DEFAULT 0,
  in_flight_runs  integer NOT NULL DEFAULT 0
);
