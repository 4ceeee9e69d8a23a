-- What a scenario is held to: a list of objectives, each as it was written. A constant default rewrites nothing, and the lock
-- is held for an instant.

ALTER TABLE scenarios
  ADD COLUMN slos jsonb NOT NULL DEFAULT '[]';
