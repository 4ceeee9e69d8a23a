-- Which part of its load a run belongs to where that is not the measured one: runs of the warm-up and the cool-down are
-- in no figure. Null for all others, and for every run there is. Checking the column reads the runs once, and the lock
-- that stops writes to them is held as long.

ALTER TABLE runs ADD COLUMN load_part text CHECK (load_part IN ('warm_up', 'cool_down'));
