import type { RunEvent } from "@tfbench/contracts";
import { X } from "lucide-react";
import { JsonView } from "#components/json-view.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatBytes } from "#format/format-bytes.ts";
import { formatNumber } from "#format/format-number.ts";
import { WallTime } from "./wall-time.tsx";

type EventDetailProps = {
  event: RunEvent;
  previous: RunEvent | null;
  /** When the run started; the event's offset counts from it. */
  startedAt: string | null;
  onClose: () => void;
};

/** One event as it came over the wire. */
export function EventDetail({ event, previous, startedAt, onClose }: EventDetailProps) {
  return (
    <section aria-label={`Event ${event.seq}`} className="border-t">
      <header className="flex flex-wrap items-center gap-x-3 px-3 py-1.5 text-meta text-muted">
        <span className="font-mono text-text">
          {event.seq} {event.kind}
        </span>
        <span>at {formatNumber(event.offset_ms, 3)} ms</span>
        {previous === null ? null : (
          <span>{formatNumber(event.offset_ms - previous.offset_ms, 3)} ms after the event before</span>
        )}
        {startedAt === null ? null : <WallTime startedAt={startedAt} offsetMs={event.offset_ms} />}
        <span>{formatBytes(event.bytes)}</span>
        <Button variant="quiet" size="icon" aria-label="Close the event" className="ml-auto" onClick={onClose}>
          <X />
        </Button>
      </header>
      {event.data === "" ? (
        <p className="border-t px-3 py-3 text-muted">Of this event only arrival, size and kind are kept.</p>
      ) : (
        <JsonView text={event.data} />
      )}
    </section>
  );
}
