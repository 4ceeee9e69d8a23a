-- Makes reading runs quick at hundreds of thousands of them, and remembers that the samples were written once.
-- Rebuilding the indexes takes a lock that stops writes to runs for about three seconds per 200,000 runs.

-- The list picks the ids of a page first and joins the rest to them. With the filter columns in the index that first
-- step reads the index alone. A filter that few runs meet, or only runs far down the list (an old week, a scenario not
-- run for long, rate-limited runs sorted by a duration they do not have), then costs 30 ms at 200,000 runs; fetching
-- each row to look at it cost from 150 ms up to a second.
DROP INDEX runs_list_idx;
CREATE INDEX runs_list_idx ON runs (project_id, id DESC)
  INCLUDE (due_at, status, goal, origin, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_due_idx;
CREATE INDEX runs_due_idx ON runs (project_id, due_at DESC, id DESC)
  INCLUDE (status, goal, origin, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_duration_idx;
CREATE INDEX runs_duration_idx ON runs (project_id, total_duration_ms DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_ttft_idx;
CREATE INDEX runs_ttft_idx ON runs (project_id, ttft_ms DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_cost_idx;
CREATE INDEX runs_cost_idx ON runs (project_id, cost_usd DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_origin_due_idx;
CREATE INDEX runs_origin_due_idx ON runs (project_id, origin, due_at DESC, id DESC)
  INCLUDE (status, goal, scenario_id, automation_id, target_id);

-- Text anywhere in the error or the reason, whatever its case. Completed runs have neither and cost next to nothing
-- here. The random TinyFish ids would make this index eight times as large: they are looked up by how they begin.
-- The short pending list (256 kB) keeps the moment in which it is worked in, which falls on some writer, under 50 ms.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX runs_search_idx ON runs USING gin (error gin_trgm_ops, reason_code gin_trgm_ops) WITH (gin_pending_list_limit = 256);
CREATE INDEX runs_tinyfish_run_idx ON runs (lower(tinyfish_run_id) text_pattern_ops);

-- How runs end and how their goals are judged go together; without this the planner expects combinations that never
-- occur and walks the whole list to find them.
CREATE STATISTICS runs_outcome_statistics (mcv) ON status, goal, origin FROM runs;

-- Set by the one call that wrote the sample data; whoever deletes the samples does not get them back.
ALTER TABLE projects ADD COLUMN samples_written_at timestamptz;

-- How many finished runs a rollup holds, so that the busiest scenarios of a period are found without reading sketches.
ALTER TABLE run_rollups ADD COLUMN runs integer CHECK (runs >= 0);
UPDATE run_rollups SET runs = (SELECT coalesce(sum(value::integer), 0) FROM jsonb_each_text(counts) WHERE key LIKE '%/%');
ALTER TABLE run_rollups ALTER COLUMN runs SET NOT NULL;
