import type { ConformanceStream, Piece } from "./conformance-stream.ts";

export type WireWrite = { after_ms: number; bytes: Uint8Array };

const USUAL_DELAY_MS = 20;
const bytesOf = (piece: Piece): Buffer =>
  typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece.base64, "base64");

/** A stream's writes as they go over the connection, head and framing included. The first is the head by itself, or with it. */
export function wireWrites(stream: ConformanceStream): WireWrite[] {
  const { writes, framing = "chunked", end = "complete", status = 200, headers = {} } = stream;
  const bodies = writes.map((write) => {
    const { after_ms, piece } =
      typeof write === "object" && "piece" in write ? write : { after_ms: USUAL_DELAY_MS, piece: write };
    return { after_ms, bytes: bytesOf(piece) };
  });
  const length = bodies.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const all = {
    "content-type": "text/event-stream",
    ...(framing === "chunked" ? { "transfer-encoding": "chunked" } : {}),
    ...(framing === "length" ? { "content-length": String(length) } : {}),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join("")}\r\n`);
  const framed = bodies.map(({ after_ms, bytes }, index) => {
    const isLast = index === bodies.length - 1 && end === "complete";
    return { after_ms, bytes: framing === "chunked" ? chunk(bytes, isLast) : bytes };
  });
  const [first, ...rest] = framed;
  if (stream.head === "with_first_write" && first)
    return [{ after_ms: first.after_ms, bytes: Buffer.concat([head, first.bytes]) }, ...rest];
  return [{ after_ms: 0, bytes: head }, ...framed];
}

function chunk(bytes: Buffer, isLast: boolean): Buffer {
  const last = isLast ? "0\r\n\r\n" : "";
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from(`\r\n${last}`)]);
}
