-- Each provider has a default target of its own, so that scenarios of endpoints may leave theirs open too, and a simulator
-- of LLM endpoints is among the targets the server keeps. Reads the targets once; takes no lock anybody waits for.

ALTER TABLE targets DROP CONSTRAINT targets_builtin_check;
ALTER TABLE targets ADD CONSTRAINT targets_builtin_check CHECK (builtin IN ('simulator', 'simulator_llm', 'tinyfish'));
DROP INDEX targets_one_default_idx;
CREATE UNIQUE INDEX targets_one_default_idx ON targets (project_id, provider) WHERE is_default;
