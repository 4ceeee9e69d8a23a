import type { RunEvent } from "@tfbench/contracts";

/** Adds what is new, by seq: a stream that was opened anew begins from the first event. */
export function addEvents(known: readonly RunEvent[], arrived: readonly RunEvent[]): readonly RunEvent[] {
  const lastSeq = known.at(-1)?.seq ?? -1;
  const fresh = arrived.filter((event) => event.seq > lastSeq);
  return fresh.length === 0 ? known : [...known, ...fresh];
}
