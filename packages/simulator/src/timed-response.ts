import type { ServerResponse } from "node:http";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import type { TruthLog } from "./truth-log.ts";

export interface Piece {
  kind: string;
  bytes: Buffer;
  due_ms?: number;
  part?: number;
  parts?: number;
}

/** A response whose every write is one system call with a stamp directly before and after it. */
export interface TimedResponse {
  readonly areHeadersSent: boolean;
  /** Names the run in the ground truth from here on. */
  setRunId(runId: string): void;
  /** Sets status and headers; they leave with the first write unless `flushHeaders` comes first. */
  prepareHeaders(status: number, headers: Record<string, string>): void;
  flushHeaders(): void;
  write(pieces: readonly Piece[]): void;
  end(): void;
  /** Headers and body in one write, with their length. */
  sendWhole(status: number, headers: Record<string, string>, body: Buffer): void;
  reset(): void;
  closeSocket(): void;
}

const LAST_CHUNK = Buffer.from("0\r\n\r\n");
const CHUNK_FRAMING_BYTES = 4;

export interface TimedResponseInput {
  res: ServerResponse;
  truth: TruthLog;
  /** The number of the request in the ground truth. */
  request: number;
}

export function createTimedResponse({ res, truth, request }: TimedResponseInput): TimedResponse {
  let runId: string | null = null;
  let seq = 0;
  let headers: "unset" | "prepared" | "sent" = "unset";
  let isBrokenOff = false;

  res.once("close", () => {
    if (res.writableFinished || isBrokenOff || !truth.isOn) return;
    truth.add({ record: "client_disconnected", request, run_id: runId, at_ms: monotonicNowMs() });
  });

  /** Runs one write and records it. `framingBytes` is what node:http puts around the pieces. */
  function perform(pieces: readonly Piece[], framingBytes: number, act: () => void): void {
    if (res.destroyed || res.writableEnded) return;
    const bytesBefore = truth.isOn ? (res.socket?.bytesWritten ?? 0) : 0;
    const beforeMs = monotonicNowMs();
    writeAtOnce(res, act);
    const afterMs = monotonicNowMs();
    const carriesHeaders = headers === "prepared";
    headers = "sent";
    if (!truth.isOn) return;

    const payloadBytes = pieces.reduce((sum, piece) => sum + piece.bytes.length, 0);
    const headerBytes = (res.socket?.bytesWritten ?? 0) - bytesBefore - payloadBytes - framingBytes;
    if (carriesHeaders) addRecord({ kind: "headers", bytes: headerBytes }, beforeMs, afterMs);
    for (const piece of pieces) addRecord({ ...piece, bytes: piece.bytes.length }, beforeMs, afterMs);
    seq += 1;
  }

  function addRecord(piece: Omit<Piece, "bytes"> & { bytes: number }, before_ms: number, after_ms: number): void {
    const bufferedBytes = res.socket?.writableLength ?? 0;
    const buffered = bufferedBytes > 0 ? { buffered_bytes: bufferedBytes } : {};
    truth.add({ record: "write", request, run_id: runId, seq, ...piece, before_ms, after_ms, ...buffered });
  }

  function breakOff(kind: string, act: () => void): void {
    if (res.destroyed) return;
    isBrokenOff = true;
    const beforeMs = monotonicNowMs();
    act();
    if (truth.isOn) addRecord({ kind, bytes: 0 }, beforeMs, monotonicNowMs());
    seq += 1;
  }

  return {
    get areHeadersSent() {
      return headers === "sent";
    },
    setRunId(value) {
      runId = value;
    },
    prepareHeaders(status, values) {
      res.writeHead(status, values);
      headers = "prepared";
    },
    flushHeaders() {
      perform([], 0, () => res.flushHeaders());
    },
    write(pieces) {
      const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
      const framingBytes = res.chunkedEncoding ? bytes.length.toString(16).length + CHUNK_FRAMING_BYTES : 0;
      if (bytes.length > 0) perform(pieces, framingBytes, () => res.write(bytes));
    },
    end() {
      perform(res.chunkedEncoding ? [{ kind: "end", bytes: LAST_CHUNK }] : [], 0, () => res.end());
    },
    sendWhole(status, values, body) {
      res.writeHead(status, { ...values, "content-length": String(body.length) });
      headers = "prepared";
      perform([{ kind: "body", bytes: body }], 0, () => res.end(body));
    },
    reset() {
      breakOff("reset", () => res.socket?.resetAndDestroy());
    },
    closeSocket() {
      breakOff("socket_close", () => res.destroy());
    },
  };
}

/** A corked socket makes node:http leave its pieces to our uncork, which hands them to the kernel in one call, now. */
function writeAtOnce(res: ServerResponse, act: () => void): void {
  const { socket } = res;
  socket?.cork();
  act();
  socket?.uncork();
}
