import { rollups } from "@tfbench/store";
import type { FinishedRun, Sql } from "@tfbench/store";
import { EMPTY_ROLLUP, encodeRollup, groupIntoRollups, keyText } from "./group-into-rollups.ts";

/**
 * Merges newly finished runs into the hourly rollups, in the transaction that finishes them. Each run is given exactly
 * once in its life, and a transaction calls this at most once: a second call would lock rollups out of order. Runs of
 * warm-ups and cool-downs are in no figure, and so in no rollup.
 */
export async function addToRollups(tx: Sql, finished: readonly FinishedRun[]): Promise<void> {
  const runs = finished.filter(({ load_part }) => load_part === null);
  if (runs.length === 0) return;
  const added = groupIntoRollups(runs);
  const stored = await rollups.lock(
    tx,
    [...added.values()].map(({ key }) => key),
    EMPTY_ROLLUP,
  );
  const merged = stored.map((rollup) => {
    const growing = added.get(keyText(rollup));
    if (growing === undefined) throw new Error(`The rollup ${keyText(rollup)} was not asked for.`);
    growing.rollup.mergeEncoded(rollup);
    return encodeRollup({ ...growing, runs: growing.runs + rollup.runs });
  });
  if (merged.length !== added.size) throw new Error(`Locked ${merged.length} of ${added.size} rollups.`);
  await rollups.update(tx, merged);
}
