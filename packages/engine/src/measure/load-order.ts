import type { LoadProfile, Timeouts } from "@tfbench/contracts";
import type { EndCode } from "./end-code.ts";

/** Where requests go. Certificates are verified unless `rejectUnauthorized` is false. */
export type LoadOrigin = {
  protocol: "http:" | "https:";
  host: string;
  port: number;
  tls?: { servername?: string; ca?: string; rejectUnauthorized?: boolean };
};

/**
 * Whole HTTP/1.1 requests, head and body, built beforehand. Request `first + i` is bytes[spans[2i]..spans[2i + 1]), so
 * equal requests may share their bytes. Shared memory: every measuring thread sees the same block and none is copied.
 */
export type RequestBlock = { first: number; spans: Uint32Array; bytes: SharedArrayBuffer };

/** Called in the main thread, ahead of the runs that need the requests. Run indices begin at 0. */
export type RequestFeed = {
  /** Requests from index `first` on, at least one. Never asked for more runs than the profile has. */
  block(first: number): RequestBlock;
};

/** `share` of the runs are broken off by us, each after a time drawn evenly between the two from its start. */
export type CancellationShare = { share: number; after_ms: { from: number; to: number } };

/**
 * Multi-turn chats. The profile then counts conversations: each begins as a run of it would, and turn k of conversation c
 * is run c * stride + k. What a later turn asks is built by the meaning thread from the answers before it, and due when
 * that says. A closed profile's slot is a conversation's until its last turn; an open one's ceiling counts runs.
 */
export type Chats = {
  /** Most turns of a conversation. */
  stride: number;
  /** Turns of conversation c at c modulo its length. */
  turns: Uint16Array<SharedArrayBuffer>;
};

/** The next turn as the meaning thread hands it over: a whole HTTP request, and its instant on CLOCK_MONOTONIC. */
export type TurnAsked = { dueMs: number; request: SharedArrayBuffer };

/** Through undici, for what bare sockets do not speak. Its stamps are taken later than theirs. */
export type UndiciTransport = {
  /** 2 over TLS as negotiated, or at once over plain TCP (h2c). */
  http_version: 1 | 2;
  /** Address of an http or https proxy that is asked for a tunnel, with its credentials; null: none. */
  proxy: string | null;
};

export type LoadOrder = {
  origin: LoadOrigin;
  requests: RequestFeed;
  profile: LoadProfile;
  seed: number;
  timeouts: Timeouts;
  /** reused: opened before the first run and kept. fresh: each run dials, and connecting is a phase of its own. */
  connections: "reused" | "fresh";
  /** Left out: bare sockets. */
  transport?: UndiciTransport;
  /** Measuring threads; 1 when left out. */
  threads?: number;
  /** Runs the measuring code against a server of our own until its timing settles; true when left out. */
  warm_up?: boolean;
  cancellation?: CancellationShare;
  /** Left out: every run stands alone. */
  chats?: Chats;
  /** How long runs may go on after the last start (or after the profile's duration); the total timeout when left out. */
  grace_ms?: number;
  meaning: MeaningEntry;
};

/** A module that calls `serveMeaning`, and what it needs to know; `given` is cloned into its thread. */
export type MeaningEntry = { entry: URL; given: unknown };

/** The instant all offsets count from: on CLOCK_MONOTONIC, and on the wall clock. */
export type LoadBegin = { originMs: number; wallAnchorMs: number };

export type DelaysMs = { n: number; p50: number; p99: number; max: number };

/** What one measuring thread knows about itself, since the origin. */
export type ThreadHealth = {
  thread: number;
  started: number;
  ended: number;
  dropped: number;
  in_flight: number;
  /** Due, but without a slot so far. */
  waiting: number;
  reads: number;
  bytes: number;
  /** started - slot_granted. */
  lag_ms: DelaysMs;
  slot_wait_ms: DelaysMs;
  loop_delay_ms: DelaysMs;
  /** CPU time of the thread, and its share of wall time; null where Node.js cannot tell (before 23.9). */
  cpu_ms: number | null;
  cpu_share: number | null;
  /** Share of wall time in which the thread was ready to run and had no core; null where the system does not tell. */
  core_wait_share: number | null;
  gc: { count: number; total_ms: number; max_ms: number };
  /** Pauses of 1 ms and more since the last report, on CLOCK_MONOTONIC. */
  gc_pauses: { at_ms: number; pause_ms: number }[];
  /** Slabs the meaning thread has not given back yet: now, and at worst. */
  slabs_behind: number;
  slabs_behind_max: number;
};

export type LoadProgress = { started: number; ended: number; in_flight: number; waiting: number; dropped: number };

export type LoadHooks<MeaningRecord> = {
  /** What the meaning thread emitted, in its order. */
  onRecords(records: MeaningRecord[]): void;
  onBegin?(begin: LoadBegin): void;
  onHealth?(health: ThreadHealth): void;
  onProgress?(progress: LoadProgress): void;
};

export type LoadEnd = {
  ended: "all_finished" | "stopped" | "cancelled";
  begin: LoadBegin;
  health: ThreadHealth[];
  progress: LoadProgress;
};

export type LoadExecution = {
  /** Every record has been emitted. Rejects when a thread died, or could not keep what it measured. */
  done: Promise<LoadEnd>;
  /** No new starts; runs in flight may end within the grace period. */
  stop(): void;
  /** Ends everything now. */
  cancel(): void;
};

/** What the meaning thread may ask of the measuring thread that has the run. */
export type MeaningRequest =
  | { kind: "terminal"; run: number } // its last word was read: do not wait long for the end of the response
  | { kind: "turn"; run: number; next: TurnAsked | null } // what follows the run that has ended; null: nothing
  | { kind: "abort"; run: number; code: EndCode }; // by meaning it ran out of time: heartbeats only, for example
