-- What a load against an endpoint showed, written once when its batch ends; null for agents. Columns without a default take
-- no rewrite of batches.

ALTER TABLE batches
  ADD COLUMN load_report   jsonb,
  ADD COLUMN validity      jsonb,
  ADD COLUMN engine_health jsonb;
