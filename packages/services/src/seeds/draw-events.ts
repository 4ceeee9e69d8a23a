import type { JsonObject, RunEvent } from "@tfbench/contracts";
import type { SampleTimeline } from "./draw-timeline.ts";
import type { completeOf } from "./sample-fate.ts";

const PURPOSES = [
  "Open the page",
  "Wait for the list to load",
  "Close the cookie notice",
  "Scroll to the end of the list",
  "Read the entries",
  "Open the next page",
  "Check the entries once more",
];
const HEARTBEAT_MS = 15_000;

/** The stream of a sample run, in the provider's own event types. */
export function drawEvents(
  run_id: string,
  timeline: SampleTimeline,
  complete: ReturnType<typeof completeOf>,
): RunEvent[] {
  const { headersMs, urlMs, actionOffsetsMs, endMs } = timeline;
  if (headersMs === null || (actionOffsetsMs.length === 0 && complete === null)) return [];
  const sent: { offset_ms: number; data: JsonObject & { type: string } }[] = [
    { offset_ms: headersMs + 3, data: { type: "STARTED", run_id } },
  ];
  if (urlMs !== null)
    sent.push({
      offset_ms: urlMs,
      data: { type: "STREAMING_URL", run_id, streaming_url: `https://view.example.com/stream/${run_id}` },
    });
  actionOffsetsMs.forEach((offset_ms, i) =>
    sent.push({ offset_ms, data: { type: "PROGRESS", run_id, purpose: PURPOSES[i % PURPOSES.length] ?? "" } }),
  );
  for (let offset_ms = HEARTBEAT_MS; offset_ms < endMs; offset_ms += HEARTBEAT_MS)
    sent.push({ offset_ms, data: { type: "HEARTBEAT" } });
  if (complete !== null) sent.push({ offset_ms: endMs, data: { type: "COMPLETE", run_id, ...complete } });
  return sent
    .sort((a, b) => a.offset_ms - b.offset_ms)
    .map(({ offset_ms, data }, seq) => {
      const text = JSON.stringify(data);
      return { seq, offset_ms, kind: data.type, bytes: Buffer.byteLength(text), data: text };
    });
}
