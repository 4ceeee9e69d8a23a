export type Framing = {
  status: number;
  body: "informational" | "length" | "chunked" | "until_close";
  /** Of the body; 0 unless `body` is "length". */
  length: number;
  isReusable: boolean;
};

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [^\r\n]*)?$/;
/** A field's name has no blank before the colon, and no line continues the one before (RFC 9112, section 5). */
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/;
const DIGITS = /^\d{1,15}$/;
const SWITCHING_PROTOCOLS = 101;
const C = 67;
const T = 84;

/** What a response's head says about where its body ends. Null: it is not an HTTP/1.1 response head. */
export function readFraming(head: Uint8Array): Framing | null {
  const lines = Buffer.from(head.buffer, head.byteOffset, head.length).toString("latin1").split("\n");
  const statusLine = STATUS_LINE.exec(withoutReturn(lines[0] ?? ""));
  const status = Number(statusLine?.[2]);
  if (statusLine === null || status === SWITCHING_PROTOCOLS) return null;
  let length: string | null = null;
  let coding: string | null = null;
  let connection = "";
  for (let index = 1; index < lines.length - 2; index += 1) {
    const line = withoutReturn(lines[index] ?? "");
    const field = isOfInterest(line) ? FIELD.exec(line) : null;
    if (field === null) {
      if (!isField(line)) return null;
      continue;
    }
    const value = (field[2] ?? "").toLowerCase();
    const name = (field[1] ?? "").toLowerCase();
    if (name === "content-length") {
      if (!DIGITS.test(value) || (length !== null && length !== value)) return null;
      length = value;
    } else if (name === "transfer-encoding") coding = coding === null ? value : `${coding},${value}`;
    else if (name === "connection") connection += `,${value}`;
  }
  const keepsOpen = statusLine[1] === "1" ? !hasToken(connection, "close") : hasToken(connection, "keep-alive");
  return { status, ...bodyOf({ status, length, coding, keepsOpen }) };
}

type Fields = { status: number; length: string | null; coding: string | null; keepsOpen: boolean };

function bodyOf({ status, length, coding, keepsOpen }: Fields): Omit<Framing, "status"> {
  if (status < 200) return { body: "informational", length: 0, isReusable: true };
  if (status === 204 || status === 304) return { body: "length", length: 0, isReusable: keepsOpen };
  // A length beside a coding is a lie of one of the two: the coding counts, but the connection is trusted no further.
  if (coding !== null)
    return lastOf(coding) === "chunked"
      ? { body: "chunked", length: 0, isReusable: keepsOpen && length === null }
      : { body: "until_close", length: 0, isReusable: false };
  if (length === null) return { body: "until_close", length: 0, isReusable: false };
  return { body: "length", length: Number(length), isReusable: keepsOpen };
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
const lastOf = (list: string): string => list.slice(list.lastIndexOf(",") + 1).trim();
const hasToken = (list: string, token: string): boolean => list.split(",").some((one) => one.trim() === token);

/** The fields that decide about framing begin with c or t; all others need no more than the shape of a field. */
function isOfInterest(line: string): boolean {
  const first = line.charCodeAt(0) & ~32;
  return first === C || first === T;
}

function isField(line: string): boolean {
  const colon = line.indexOf(":");
  if (colon <= 0) return false;
  const before = line.charCodeAt(colon - 1);
  const first = line.charCodeAt(0);
  return before !== 32 && before !== 9 && first !== 32 && first !== 9;
}
