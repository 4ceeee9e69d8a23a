import type { DueQueue } from "./due-queue.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { repeatEvery } from "./repeat-every.ts";
import { entryPiece, heartbeatPiece } from "./run-events.ts";
import type { Run, RunListener } from "./run.ts";
import type { Piece, TimedResponse } from "./timed-response.ts";
import type { TimelineEntry } from "./timeline.ts";

const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

export interface EventStreamInput {
  run: Run;
  response: TimedResponse;
  dueQueue: DueQueue;
}

/** Turns a run's entries into writes on one response. The run goes on when the response is gone. */
export function openEventStream({ run, response, dueQueue }: EventStreamInput): RunListener {
  const { plan } = run;
  const heldBack: { entries: readonly TimelineEntry[]; startMs: number }[] = [];
  let areHeadersHeld = true;
  let isOver = false;
  let isStalled = false;
  let stopHeartbeats: (() => void) | null = null;

  function sendHeaders(): void {
    areHeadersHeld = false;
    response.prepareHeaders(200, STREAM_HEADERS);
    if (plan.headers_with_first_event !== true) response.flushHeaders();
    for (const { entries, startMs } of heldBack.splice(0)) update(entries, startMs);
  }

  function update(entries: readonly TimelineEntry[], startMs: number): void {
    if (isOver) return;
    if (areHeadersHeld) {
      heldBack.push({ entries, startMs });
      return;
    }
    writePieces(response, timedPieces(run, entries, startMs), plan.split_bytes);
    for (const entry of entries) {
      if (entry.act === "break") breakStream(entry.how);
      if (entry.act === "finish") endStream();
    }
  }

  function breakStream(how: "truncated" | "reset" | "stall"): void {
    if (how === "stall") {
      isStalled = plan.stall_heartbeats !== true;
      return;
    }
    stopWriting();
    if (how === "reset") response.reset();
    else if (plan.truncate_with === "socket_close") response.closeSocket();
    else response.end();
  }

  function endStream(): void {
    stopWriting();
    if (plan.keep_open === true) return;
    if (typeof plan.keep_open === "number") dueQueue.add(monotonicNowMs() + plan.keep_open, () => response.end());
    else response.end();
  }

  function stopWriting(): void {
    isOver = true;
    stopHeartbeats?.();
  }

  function writeHeartbeat(due_ms: number): void {
    if (!isStalled && !areHeadersHeld) writePieces(response, [{ ...heartbeatPiece(run), due_ms }], plan.split_bytes);
  }

  if (plan.heartbeat_ms > 0) stopHeartbeats = repeatEvery(dueQueue, plan.heartbeat_ms, writeHeartbeat);
  if (plan.header_delay_ms === undefined) sendHeaders();
  else dueQueue.add(monotonicNowMs() + plan.header_delay_ms, sendHeaders);
  return { update };
}

function timedPieces(run: Run, entries: readonly TimelineEntry[], startMs: number): Piece[] {
  return entries.flatMap((entry) => {
    const piece = entryPiece(run, entry);
    return piece ? [{ ...piece, due_ms: startMs + entry.offset_ms }] : [];
  });
}

/** All pieces in one write, or each piece in writes of at most `splitBytes`. */
function writePieces(response: TimedResponse, pieces: readonly Piece[], splitBytes: number | undefined): void {
  if (splitBytes === undefined) {
    response.write(pieces);
    return;
  }
  for (const piece of pieces) for (const part of splitPiece(piece, splitBytes)) response.write([part]);
}

function splitPiece(piece: Piece, size: number): Piece[] {
  const parts = Math.ceil(piece.bytes.length / size);
  return Array.from({ length: parts }, (_, index) => ({
    ...piece,
    bytes: piece.bytes.subarray(index * size, (index + 1) * size),
    part: index + 1,
    parts,
  }));
}
