-- A sweep is one scenario at several levels of concurrency or rate: a batch a level, made together and measured one after
-- another. Adding the column rewrites nothing; its reference reads the batches once, and the lock is held as long.

CREATE TABLE sweeps (
  id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  project_id  integer NOT NULL REFERENCES projects (id),
  scenario_id integer NOT NULL REFERENCES scenarios (id),
  axis        text NOT NULL CHECK (axis IN ('concurrency', 'rate')),
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sweeps_list_idx ON sweeps (project_id, id DESC);
CREATE INDEX sweeps_scenario_idx ON sweeps (scenario_id);

ALTER TABLE batches ADD COLUMN sweep_id integer REFERENCES sweeps (id);
CREATE INDEX batches_sweep_idx ON batches (sweep_id, id) WHERE sweep_id IS NOT NULL;
