import type { Run, RunEvent } from "@tfbench/contracts";

/** A run with its events as one JSON document. The request is given without its secrets. */
export function runAsJson(run: Run, events: readonly RunEvent[], request: Record<string, unknown>): Blob {
  return new Blob([JSON.stringify({ run: { ...run, request }, events }, null, 2), "\n"], { type: "application/json" });
}

/** Events, one JSON object a line. */
export function eventsAsJsonl(events: readonly RunEvent[]): Blob {
  return new Blob(
    events.map((event) => `${JSON.stringify(event)}\n`),
    { type: "application/jsonl" },
  );
}
