import type { ServerResponse } from "node:http";
import type { RequestTruth } from "./llm-truth.ts";
import { byteLength, frameBytes } from "./frame-bytes.ts";
import { createTimedWrites } from "./timed-writes.ts";
import type { WriteKind } from "./write-columns.ts";

export interface Frame {
  kind: WriteKind;
  /** Text, or bytes where the body is compressed. */
  payload: string | Buffer;
  tokens: number;
  /** NaN where no moment was planned. */
  dueMs: number;
}

/** A response whose body bypasses node:http: at fifty writes a second on hundreds of streams its layers are too slow. */
export interface Wire {
  readonly isOpen: boolean;
  /** False for a client of HTTP/1.0, whose body has no framing. */
  readonly isChunked: boolean;
  readonly bodyBytes: number;
  /** True while the kernel takes no more. */
  readonly isFull: boolean;
  onDrain(action: () => void): void;
  /** Sets status and headers; they leave with the next write, or now with `flush`. */
  setHead(status: number, headers: Record<string, string>): void;
  flush(): void;
  /** One system call for all frames, the head where it is still to be sent, and the body's end. */
  write(frames: readonly Frame[], end?: "end"): void;
  /** Bytes that are framed already, or that node:http would not write. */
  writeRaw(text: string, kind: WriteKind, tokens?: number): void;
  breakOff(how: "reset" | "socket_close"): void;
}

/** The response must have its socket: with pipelined requests it gets one when its turn comes. */
export function createWire(res: ServerResponse, truth: RequestTruth): Wire {
  const timed = createTimedWrites(truth.writes);
  let head: "unset" | "set" | "sent" = "unset";
  let bodyBytes = 0;

  const isOpen = () => res.socket !== null && !res.socket.destroyed && !res.writableEnded;

  /** For the head or the end: node:http writes those into the same corked socket. */
  function writeCorked(frames: readonly Frame[], end: boolean): void {
    const { socket } = res;
    if (!socket) return;
    const hasHead = head === "set";
    const bytesBefore = socket.bytesWritten;
    let bytesBeforeEnd = bytesBefore;
    let framed: (string | Buffer)[] = [];
    timed.perform(() => {
      socket.cork();
      if (hasHead) res.flushHeaders();
      framed = frames.map((frame) => frameBytes(frame.payload, res.chunkedEncoding));
      for (const bytes of framed) socket.write(bytes);
      bytesBeforeEnd = socket.bytesWritten;
      if (end) res.end(); // Uncorks as well.
      else socket.uncork();
    });
    head = "sent";

    const payloadBytes = framed.reduce((sum, bytes) => sum + byteLength(bytes), 0);
    if (hasHead) timed.add("headers", bytesBeforeEnd - bytesBefore - payloadBytes);
    for (const [index, frame] of frames.entries()) timed.add(frame.kind, byteLength(framed[index] ?? ""), frame);
    if (end) timed.add("end", res.chunkedEncoding ? LAST_CHUNK_BYTES : 0);
    bodyBytes += payloadBytes;
  }

  function writeBytes(bytes: string | Buffer, frame: Omit<Frame, "payload">): void {
    const { socket } = res;
    timed.perform(() => socket?.write(bytes));
    const length = byteLength(bytes);
    timed.add(frame.kind, length, frame);
    bodyBytes += length;
  }

  return {
    get isOpen() {
      return isOpen();
    },
    get isChunked() {
      return res.chunkedEncoding;
    },
    get bodyBytes() {
      return bodyBytes;
    },
    get isFull() {
      return res.socket?.writableNeedDrain ?? false;
    },
    onDrain: (action) => void res.socket?.once("drain", action),
    setHead(status, headers) {
      res.writeHead(status, headers);
      head = "set";
    },
    flush() {
      if (isOpen() && head === "set") writeCorked([], false);
    },
    write(frames, end) {
      if (!isOpen()) return;
      const [only, ...others] = frames.filter((frame) => frame.payload.length > 0);
      const isPlain = others.length === 0 && head === "sent" && !end;
      if (only && isPlain) writeBytes(frameBytes(only.payload, res.chunkedEncoding), only);
      else if (only || end) writeCorked(only ? [only, ...others] : [], end !== undefined);
    },
    writeRaw(text, kind, tokens = 0) {
      if (isOpen()) writeBytes(text, { kind, tokens, dueMs: NaN });
    },
    breakOff(how) {
      if (!isOpen()) return;
      timed.perform(() => (how === "reset" ? res.socket?.resetAndDestroy() : res.socket?.end()));
      timed.add(how, 0);
    },
  };
}

const LAST_CHUNK_BYTES = 5;
