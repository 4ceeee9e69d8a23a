/** Colours in the fixed order of the tokens. */
export const SLOT_COUNT = 8;

/** FNV-1a: the same name falls into the same slot on every machine. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1)
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

/**
 * The colour slot of each series of one picture, by names such as `scenario:3`. What was shown before keeps its slot; a
 * new one takes the slot of its hash, or the next that no other series of this picture has.
 */
export function seriesSlots(
  names: readonly string[],
  pinned: ReadonlyMap<string, number> = new Map(),
): Map<string, number> {
  const slots = new Map<string, number>();
  const isTaken = (slot: number) => [...slots.values()].includes(slot);
  for (const name of names) {
    const slot = pinned.get(name);
    if (slot !== undefined) slots.set(name, slot);
  }
  for (const name of names) {
    if (slots.has(name)) continue;
    const first = hashOf(name) % SLOT_COUNT;
    const order = Array.from({ length: SLOT_COUNT }, (_, step) => (first + step) % SLOT_COUNT);
    slots.set(name, order.find((slot) => !isTaken(slot)) ?? first);
  }
  return slots;
}
