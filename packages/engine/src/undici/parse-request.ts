export type ParsedRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer | null };

const HEAD_END = "\r\n\r\n";
/** What undici writes itself. */
const NOT_PASSED_ON = new Set(["content-length", "connection"]);

/** A whole request of our own making, as the pieces that undici takes. */
export function parseRequest(bytes: Uint8Array): ParsedRequest {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const headEnd = all.indexOf(HEAD_END);
  if (headEnd < 0) throw new Error("A request without an end of its head was built.");
  const [first = "", ...lines] = all.toString("latin1", 0, headEnd).split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const fields = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
  const headers = Object.fromEntries(fields.filter(([name = ""]) => !NOT_PASSED_ON.has(name.toLowerCase())));
  // Copied: undici may keep it for longer than the block of requests lives.
  const body = all.length === headEnd + HEAD_END.length ? null : Buffer.from(all.subarray(headEnd + HEAD_END.length));
  return { method, path, headers, body };
}
