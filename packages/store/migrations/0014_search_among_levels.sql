-- A sweep may be a search: its levels are not given, each follows from what the earlier ones showed. How far it is stands in
-- one value, which is read and written under the lock of its row. Adding the column rewrites nothing.

ALTER TABLE sweeps ADD COLUMN search jsonb;
