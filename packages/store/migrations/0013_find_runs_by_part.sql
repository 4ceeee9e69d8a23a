-- Finding the runs of warm-ups and cool-downs, counting them, and telling the measured runs from them by their ids.
-- Only such runs are in it, so the others pay nothing; building it reads runs once.
CREATE INDEX runs_part_idx ON runs (id)
  INCLUDE (load_part, project_id, goal, due_at, status, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms, ttft_ms, cost_usd, steps)
  WHERE load_part IS NOT NULL;
