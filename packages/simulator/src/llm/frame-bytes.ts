/** A payload as one HTTP chunk. */
export function frameBytes(payload: string | Buffer, isChunked: boolean): string | Buffer {
  if (!isChunked) return payload;
  const size = byteLength(payload).toString(16);
  if (typeof payload === "string") return `${size}\r\n${payload}\r\n`;
  return Buffer.concat([Buffer.from(`${size}\r\n`), payload, Buffer.from("\r\n")]);
}

export const byteLength = (bytes: string | Buffer): number =>
  typeof bytes === "string" ? Buffer.byteLength(bytes) : bytes.length;
