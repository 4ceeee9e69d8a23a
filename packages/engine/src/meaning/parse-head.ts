import type { HttpHead } from "../provider-adapter.ts";

const STATUS_LINE = /^HTTP\/\d(?:\.\d)? +(\d{3})/;

/** The head of a response as it came. Fields that come more than once are put together as HTTP has it. */
export function parseHead(bytes: Uint8Array): HttpHead {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const [first = "", ...lines] = text.split(/\r?\n/);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  return { status: Number(STATUS_LINE.exec(first)?.[1] ?? 0), headers };
}
