import type { RunEvent } from "@tfbench/contracts";

/** Adds what is new, by seq: a stream that was opened anew may say again what is known, even within one batch. */
export function addEvents(known: readonly RunEvent[], arrived: readonly RunEvent[]): readonly RunEvent[] {
  let lastSeq = known.at(-1)?.seq ?? -1;
  const fresh = arrived.filter((event) => {
    if (event.seq <= lastSeq) return false;
    lastSeq = event.seq;
    return true;
  });
  return fresh.length === 0 ? known : [...known, ...fresh];
}
