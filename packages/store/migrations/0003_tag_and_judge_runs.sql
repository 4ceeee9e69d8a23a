-- Tags and people's verdicts on runs, sorting by several columns, and counts per filter value.
-- Rebuilding the indexes takes a lock that stops writes to runs for about four seconds per 200,000 runs.

-- A verdict stands beside the goal that was judged automatically; rollups and figures never read it.
ALTER TABLE runs ADD COLUMN tags text[] NOT NULL DEFAULT '{}' CHECK (cardinality(tags) <= 10);
ALTER TABLE runs ADD COLUMN verdict_goal text CHECK (verdict_goal IN ('passed', 'partial', 'failed', 'blocked', 'task_invalid'));
ALTER TABLE runs ADD COLUMN verdict_note text CHECK (char_length(verdict_note) <= 2000);
ALTER TABLE runs ADD COLUMN verdict_at timestamptz;
ALTER TABLE runs ADD CONSTRAINT runs_verdict_whole CHECK ((verdict_goal IS NULL) = (verdict_at IS NULL) AND (verdict_goal IS NOT NULL OR verdict_note IS NULL));

-- Every column that a filter looks at is in each index the list is read by. The first of them has those that it can be
-- sorted by as well: sorting by several columns, and counting how many runs each value of a filter leaves, then read
-- this index alone, from one end to the other, where the rows themselves are six times as much to read.
-- Ids and due times ascend, because new runs then go to the end that PostgreSQL fills to nine tenths before it splits a
-- page; descending, every page stays half empty. Newest first is read backwards.
DROP INDEX runs_list_idx;
CREATE INDEX runs_list_idx ON runs (project_id, id)
  INCLUDE (due_at, status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms, ttft_ms, cost_usd, steps);
DROP INDEX runs_due_idx;
CREATE INDEX runs_due_idx ON runs (project_id, due_at, id)
  INCLUDE (status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms);
DROP INDEX runs_duration_idx;
CREATE INDEX runs_duration_idx ON runs (project_id, total_duration_ms DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id);
DROP INDEX runs_ttft_idx;
CREATE INDEX runs_ttft_idx ON runs (project_id, ttft_ms DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms);
DROP INDEX runs_cost_idx;
CREATE INDEX runs_cost_idx ON runs (project_id, cost_usd DESC NULLS LAST, id DESC)
  INCLUDE (due_at, status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms);

-- Only tagged runs are in it, so runs without tags pay nothing. Ten tags of 64 characters stay within what one entry may hold.
CREATE INDEX runs_tags_idx ON runs (project_id, id)
  INCLUDE (tags, due_at, status, goal, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms, ttft_ms, cost_usd, steps)
  WHERE tags <> '{}';

-- The answer to a request that made several batches, given again when its key comes again.
ALTER TABLE idempotency_keys ADD COLUMN answer jsonb;
