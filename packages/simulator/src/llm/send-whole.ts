import type { Frame, Wire } from "./wire.ts";

export interface WholeAnswer {
  status: number;
  headers: Record<string, string>;
  frame: Frame;
}

/** A response of known length in one system call. */
export function sendWhole(wire: Wire, { status, headers, frame }: WholeAnswer): void {
  wire.setHead(status, { ...headers, "content-length": String(Buffer.byteLength(frame.payload)) });
  wire.write([frame], "end");
}
