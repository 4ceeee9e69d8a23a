import { toEventBytes, toLineSafeJson, withNaming } from "./event-text.ts";
import { runResult } from "./run-result.ts";
import type { Run } from "./run.ts";
import type { ExtraEvent } from "./simulator-options.ts";
import { stepPurpose } from "./step-purpose.ts";
import type { Piece } from "./timed-response.ts";
import type { RunEnding, TimelineEntry } from "./timeline.ts";

const BROKEN_JSON = '{"type":"PROGRESS","run_id":';

interface StreamEvent {
  type: string;
  [key: string]: unknown;
}

/** The bytes an entry puts on the stream; null for an entry that puts none. */
export function entryPiece(run: Run, entry: TimelineEntry): Piece | null {
  if (entry.act === "scripted") return scriptedPiece(run, entry.index);
  if (run.plan.builtin_events === false) return null;
  switch (entry.act) {
    case "started":
      return eventPiece(run, { type: "STARTED", run_id: run.runId });
    case "streaming_url":
      return eventPiece(run, { type: "STREAMING_URL", run_id: run.runId, streaming_url: run.streamingUrl });
    case "progress":
      return eventPiece(run, progressEvent(run, entry.step));
    case "extra":
      return extraPiece(run, entry.extra);
    case "finish":
      return completePiece(run, entry.ending);
    case "break":
      return null;
  }
}

export function heartbeatPiece(run: Run): Piece {
  return eventPiece(run, { type: "HEARTBEAT" });
}

function progressEvent(run: Run, step: number): StreamEvent {
  const usesSearch = step === 1 && run.plan.extra_events.includes("TF_API_RESULT");
  const purpose = stepPurpose(run, step);
  return { type: "PROGRESS", run_id: run.runId, purpose, ...(usesSearch && { tinyfish_api: "search" }) };
}

function extraPiece(run: Run, extra: ExtraEvent): Piece {
  switch (extra) {
    case "malformed":
      return { kind: extra, bytes: toEventBytes(BROKEN_JSON, run.plan.line_ending) };
    case "ERROR":
      return eventPiece(run, { type: extra, run_id: run.runId, message: "An event type nobody documented." });
    case "TF_API_RESULT": {
      const result = [{ title: "Maker", url: "https://maker.example.test" }];
      return eventPiece(run, { type: extra, run_id: run.runId, tinyfish_api: "search", result });
    }
  }
}

function completePiece(run: Run, ending: RunEnding): Piece | null {
  if (ending.status === "CANCELLED" && !run.plan.cancel_emits_complete) return null;
  const complete = { type: "COMPLETE", run_id: run.runId, status: ending.status, result: runResult(run) };
  return eventPiece(run, { ...complete, ...errorFields(run, ending) });
}

/** The object form is what both SDKs read; the string form puts the help beside the error. */
function errorFields(run: Run, ending: RunEnding): Record<string, unknown> {
  if (ending.status !== "FAILED") return {};
  if (run.plan.error_form === "object") return { error: ending.error };
  const { message, help_url, help_message } = ending.error;
  return {
    error: message,
    ...(help_url !== undefined && { help_url }),
    ...(help_message !== undefined && { help_message }),
  };
}

function scriptedPiece(run: Run, index: number): Piece | null {
  const scripted = run.plan.events?.[index];
  if (!scripted) return null;
  if ("raw" in scripted) return { kind: "raw", bytes: Buffer.from(scripted.raw) };
  if ("base64" in scripted) return { kind: "raw", bytes: Buffer.from(scripted.base64, "base64") };
  const { type } = scripted.event;
  const kind = typeof type === "string" ? type : "scripted";
  return { kind, bytes: toEventBytes(toLineSafeJson(scripted.event), run.plan.line_ending) };
}

function eventPiece(run: Run, event: StreamEvent): Piece {
  const stamped = withNaming({ ...event, timestamp: new Date().toISOString() }, run.plan.naming);
  return { kind: event.type, bytes: toEventBytes(toLineSafeJson(stamped), run.plan.line_ending) };
}
