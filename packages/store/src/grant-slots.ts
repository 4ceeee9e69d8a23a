export type SlotRequest = { id: number; slots: number };
export type SlotQuestion = {
  /** Runs that may be open at the target at once; null is no limit. */
  limit: number | null;
  /** Every queued and running batch of the target, oldest first; not needed without a limit. */
  open: readonly (SlotRequest & { status: "queued" | "running" })[];
  /** Those one worker asks for: queued ones, and running ones whose worker is dead. */
  asked: readonly SlotRequest[];
};

/**
 * Which of the asked batches may start, and with how many slots. A batch that wants more than the whole limit, because
 * the limit was lowered after it was made, is content with the limit.
 */
export function grantSlots({ limit, open, asked }: SlotQuestion): Map<number, number> {
  if (limit === null) return new Map(asked.map(({ id, slots }) => [id, slots]));
  const askedIds = new Set(asked.map(({ id }) => id));
  const grants = new Map<number, number>();
  let free = limit;
  for (const { id, slots, status } of open) {
    if (status !== "running") continue;
    // Taking over a dead worker's batch needs no new room: its slots were never given back.
    free -= slots;
    if (askedIds.has(id)) grants.set(id, Math.min(slots, limit));
  }
  for (const { id, slots, status } of open) {
    if (status !== "queued") continue;
    const needed = Math.min(slots, limit);
    if (needed > free) break;
    free -= needed;
    if (askedIds.has(id)) grants.set(id, needed);
  }
  return grants;
}
