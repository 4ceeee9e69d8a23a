import type { RunConnection } from "../http/run-connection.ts";
import { ResponseScanner } from "../http/response-scanner.ts";
import type { EndCode } from "./end-code.ts";
import type { StartStamps } from "./slab.ts";

/** Positions in `PHASE_LIMITS`. */
export const CONNECT = 0;
export const HEADERS = 1;
export const FIRST_EVENT = 2;
export const IDLE = 3;
export const PHASE_END: readonly EndCode[] = [
  "timeout_connect",
  "timeout_headers",
  "timeout_first_event",
  "timeout_idle",
];

/** A run in flight. Reused for later runs: none is made while a load is measured, once as many were open at a time. */
export class LiveRun {
  run = -1;
  connection: RunConnection<LiveRun> | null = null;
  isFresh = false;
  /** Its START record is written when it was sent, or when it ends before that. */
  isSent = false;
  request: Uint8Array | null = null;
  readonly stamps: StartStamps = { dueMs: 0, slotGrantedMs: 0, startedMs: 0, connectedMs: NaN, sentMs: NaN };
  readonly scanner = new ResponseScanner();
  phase = CONNECT;
  phaseSinceMs = 0;
  /** The earliest instant at which something other than a phase ends it, and as what. */
  stopAtMs = Infinity;
  stopCode: EndCode = "timeout_total";
  /** Seen over its limit once: bytes that came in time may still lie in the socket when a late loop looks. */
  isOverdue = false;
  /** Where it stands in the list of runs in flight. */
  position = -1;

  reset(run: number): void {
    this.run = run;
    this.connection = null;
    this.isFresh = false;
    this.isSent = false;
    this.request = null;
    this.stamps.connectedMs = NaN;
    this.stamps.sentMs = NaN;
    this.scanner.reset();
    this.phase = CONNECT;
    this.isOverdue = false;
  }

  stopAt(atMs: number, code: EndCode): void {
    if (atMs >= this.stopAtMs) return;
    this.stopAtMs = atMs;
    this.stopCode = code;
  }
}
