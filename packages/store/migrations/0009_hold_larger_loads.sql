-- An open load without a ceiling may have as many runs open as it has, and a closed one 16,384. The check reads the batches
-- once, and the lock is held as long.

ALTER TABLE batches DROP CONSTRAINT batches_slots_check;
ALTER TABLE batches ADD CONSTRAINT batches_slots_check CHECK (slots BETWEEN 1 AND 16384);
