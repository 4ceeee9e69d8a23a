import type { ThresholdVerdict } from "@tfbench/stats";
import type { LoadReport, RecordFileBatch, ServerBooks, Validity } from "@tfbench/contracts";
import type { BudgetStop } from "@tfbench/stats";
import { readCalibration } from "../calibration/calibration-file.ts";
import type { StoredCalibration } from "../calibration/calibration-file.ts";
import { gateOf } from "../thresholds/gate-outcome.ts";
import type { Gate } from "../thresholds/gate-outcome.ts";
import { likeNote } from "../calibration/describe-like.ts";
import { workloadIdOf } from "../calibration/like-calibration.ts";

/** What was measured, without secrets; the first line of a record file, less what the report says anyway. */
export type ReportSubject = Omit<RecordFileBatch, "kind" | "load" | "version" | "calibration">;

/** The one document `--json` prints. */
export type ReportDocument = LoadReport & {
  kind: "report";
  subject: ReportSubject;
  took_ms: number | null;
  validity: Validity;
  /** The machine's own error as `tfbench calibrate` found it; null where it was never asked. */
  calibration: StoredCalibration | null;
  /** The far end's own figures beside ours; null where they were not asked for. */
  server_books: ServerBooks | null;
  thresholds: ThresholdVerdict[];
  /** What the thresholds come to; null without any. */
  gate: Gate | null;
  /** The budget that ended the load before its time. */
  stopped: BudgetStop | null;
  notes: string[];
};

export function createDocument(given: {
  batch: RecordFileBatch;
  report: LoadReport;
  thresholds: ThresholdVerdict[];
  validity: Validity;
  serverBooks: ServerBooks | null;
  tookMs: number | null;
  stopped: BudgetStop | null;
}): ReportDocument {
  const { batch, report, thresholds, validity, serverBooks, tookMs, stopped } = given;
  const { kind: _kind, load: _load, version: _version, calibration: kept, ...subject } = batch;
  const calibration = readCalibration(kept);
  return {
    kind: "report",
    ...report,
    subject,
    took_ms: tookMs,
    validity,
    calibration,
    server_books: serverBooks,
    thresholds,
    gate: gateOf(thresholds, batch.gate),
    stopped,
    notes: [...notesOf(batch, report, calibration), ...(serverBooks?.sentences ?? [])],
  };
}

/** Thresholds on a time that begins when a run starts, and not when it was due. */
const FROM_START = /\((ttft_ms|ttft_sent_ms|ttfo_ms|total_duration_ms)\)/;

/** What a reader has to know before quoting a figure. */
function notesOf(batch: RecordFileBatch, report: LoadReport, calibration: ReportDocument["calibration"]): string[] {
  const notes: string[] = [];
  const like = calibration?.like;
  const workloadId = workloadIdOf(batch);
  if (like !== undefined) notes.push(likeNote(like, workloadId));
  const isBare = batch.transport.name === "bare_sockets";
  if (isBare && calibration?.["ttft_bias_ms"] === undefined && like?.workload_id !== workloadId)
    notes.push("This machine was not calibrated: tfbench calibrate says how far off its figures may be.");
  if (batch.environment["distinct_prompts"] === 1)
    notes.push("Every run sent the same prompt: a cache may have answered.");
  if (!isBare) notes.push(undiciNote(batch.transport));
  if (batch.transport.http_version === 2 && report.attempted > 0 && report.successes === 0)
    notes.push("No run succeeded over HTTP/2: where the target speaks HTTP/1.1 alone, leave --http2 away.");
  if (
    batch.url.startsWith("http:") &&
    report.attempted > 0 &&
    report.by_reason["connection_closed"] === report.attempted
  )
    notes.push(
      "Every connection was closed without an answer: does this port speak TLS? Then its address begins with https.",
    );
  if (report.load.kind !== "closed" && report.load.max_in_flight !== null) {
    notes.push("Waiting for a free slot is part of the response and TTFT from due, and not of the total and the TTFT.");
  }
  if (report.load.kind !== "closed" && report.load.max_in_flight !== null) {
    for (const text of batch.thresholds.filter((one) => FROM_START.test(one))) {
      notes.push(`${text} leaves out how long a run waited for a free slot: use response_ms or response_ttft_ms.`);
    }
  }
  return notes;
}

function undiciNote({ http_version, proxy }: RecordFileBatch["transport"]): string {
  const what = [http_version === 2 ? "HTTP/2" : null, proxy === null ? null : `the proxy ${proxy}`]
    .filter((part) => part !== null)
    .join(" and ");
  return `Sent through undici because of ${what}: its stamps are later than those of bare sockets, and no calibration of this machine says by how much.`;
}
