-- Finding the runs that a person judged, and counting how the verdicts stand to the automatic goals.
-- Only judged runs are in it, so the others pay nothing; building it reads runs once.
CREATE INDEX runs_judged_idx ON runs (project_id, id)
  INCLUDE (verdict_goal, goal, due_at, status, origin, reason_code, batch_id, scenario_id, automation_id, target_id, total_duration_ms, ttft_ms, cost_usd, steps)
  WHERE verdict_goal IS NOT NULL;
