import { z } from "zod";
import { CancellationSettings } from "./cancellation.ts";
import { LoadProfile } from "./load-profile.ts";
import { Validity } from "./load-report.ts";
import { RunResult } from "./run-record.ts";
import { ServerBooks } from "./server-books.ts";
import { Origin } from "./status.ts";
import { Provider, Timeouts } from "./target.ts";
import { Instant, JsonValue } from "./text.ts";

/*
 * The records of one batch as a file: one JSON object a line. The first says what was measured, then every run has a
 * line as soon as it has ended, and the last says how valid the whole is. A file without its last line is one whose
 * writer was stopped: its runs count, its validity is unknown.
 */

/** Raised when a line's meaning changes; a reader refuses a version that is newer than its own. */
export const RECORD_FILE_VERSION = 1;

const base64 = z.base64().nullable();

/** Multi-turn chats: the load then counts conversations, not runs. */
export const ChatSettings = z.object({
  turns: z.int().min(1).meta({ description: "Most turns of a conversation." }),
  think_ms: z
    .object({ from: z.number().min(0), to: z.number().min(0) })
    .meta({ description: "From the last word of an answer to the next turn; drawn evenly between the two." }),
});
export type ChatSettings = z.infer<typeof ChatSettings>;

/** How requests went out. The calibration's figures are those of bare sockets. */
const TransportUsed = z.object({
  name: z.enum(["bare_sockets", "undici"]),
  http_version: z.union([z.literal(1), z.literal(2)]),
  proxy: z.string().nullable().meta({ description: "Without secrets." }),
});

export const RecordFileBatch = z.object({
  kind: z.literal("batch"),
  version: z.int().min(1),
  tool: z.string().meta({ description: "Name and version of the program that measured." }),
  created_at: Instant.meta({ description: "The wall clock's word for the batch's origin, which offsets count from." }),
  name: z.string(),
  origin: Origin,
  provider: Provider,
  url: z.string().meta({ description: "Without secrets." }),
  request: z.record(z.string(), JsonValue).meta({ description: "The request with its places still open." }),
  load: LoadProfile,
  chats: ChatSettings.nullable().default(null).meta({ description: "null: every run stands alone." }),
  transport: TransportUsed.default({ name: "bare_sockets", http_version: 1, proxy: null }),
  seed: z.int().nullable(),
  timeouts: Timeouts,
  stall_ms: z.number().meta({ description: "A gap between content events longer than this is a stall." }),
  warm_up_runs: z.int().min(0),
  warm_up_ms: z.number().min(0).default(0).meta({ description: "What was due before this is in no figure." }),
  cool_down_ms: z
    .number()
    .min(0)
    .default(0)
    .meta({ description: "What was due within so long of the load's planned end is in no figure." }),
  cancellation: CancellationSettings.nullable()
    .default(null)
    .meta({ description: "Runs that were broken off on purpose; null: none." }),
  slos: z.array(z.string()).meta({ description: "As they were written: ttft_ms<200." }),
  thresholds: z
    .array(z.string())
    .default([])
    .meta({ description: "What the whole load has to show, as it was written: p95(ttft_ms) < 800." }),
  gate: z.enum(["require-proof", "block-proof"]).default("require-proof"),
  calibration: z
    .looseObject({ machine: z.string(), node: z.string(), at: Instant })
    .nullable()
    .default(null)
    .meta({ description: "How far off this machine was found to be; null: it was never asked." }),
  environment: z.record(z.string(), JsonValue).meta({ description: "Machine, versions, threads." }),
});
export type RecordFileBatch = z.infer<typeof RecordFileBatch>;

export const RecordFileRun = RunResult.extend({
  kind: z.literal("run"),
  index: z.int().min(0).meta({ description: "Place in the load profile's order." }),
  case: z.string().nullable().meta({ description: "Which of the batch's inputs; runs with the same one are repeats." }),
  conversation: z.int().min(0).nullable().meta({ description: "Runs of one multi-turn chat share it." }),
  turn: z.int().min(0).nullable(),
  is_warm_up: z.boolean(),
  is_cool_down: z.boolean().default(false),
  gap_sketch: base64,
  chunk_log: base64,
});
export type RecordFileRun = z.infer<typeof RecordFileRun>;

export const RecordFileEnd = z.object({
  kind: z.literal("end"),
  ended: z.enum(["all_finished", "interrupted", "failed"]),
  reason: z.string().nullable(),
  health: z.record(z.string(), JsonValue).meta({ description: "What the measuring threads noticed about themselves." }),
  validity: Validity,
  server_books: ServerBooks.nullable()
    .default(null)
    .meta({ description: "null: the far end's own metrics were not read." }),
});
export type RecordFileEnd = z.infer<typeof RecordFileEnd>;

export const RecordFileLine = z.discriminatedUnion("kind", [RecordFileBatch, RecordFileRun, RecordFileEnd]);
export type RecordFileLine = z.infer<typeof RecordFileLine>;
