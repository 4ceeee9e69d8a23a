import type { HttpHead } from "../provider-adapter.ts";

export type ResponseHooks = {
  onHead(head: HttpHead): void;
  /** A piece of the body without its framing; valid during the call. */
  onBody(bytes: Uint8Array, from: number, to: number): void;
};

const CR = 13;
const LF = 10;
const SEMICOLON = 59;

type State = "head" | "length" | "until_close" | "size" | "extension" | "data" | "data_end" | "trailer" | "over";

/**
 * The answer inside the bytes of a connection, cut anywhere. The measuring thread has found its end already and refuses
 * what is no HTTP; here the same framing is taken off. Bodies are handed out where they lie: nothing is copied.
 */
export class ResponseReader {
  readonly #hooks: ResponseHooks;
  #state: State = "head";
  #headParts: Uint8Array[] = [];
  #left = 0;
  #lineBytes = 0;

  constructor(hooks: ResponseHooks) {
    this.#hooks = hooks;
  }

  feed(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    while (at < to) at = this.#step(bytes, at, to);
  }

  /** Takes as much as belongs to the present part of the answer; returns where the next begins. */
  #step(bytes: Uint8Array, at: number, to: number): number {
    switch (this.#state) {
      case "data":
      case "length": {
        const end = Math.min(to, at + this.#left);
        this.#left -= end - at;
        this.#hooks.onBody(bytes, at, end);
        if (this.#left === 0) this.#state = this.#state === "data" ? "data_end" : "over";
        return end;
      }
      case "until_close":
        this.#hooks.onBody(bytes, at, to);
        return to;
      case "head":
        return this.#readHead(bytes, at, to);
      case "over":
        return to;
      default:
        return this.#readFraming(bytes[at] ?? 0, at);
    }
  }

  /** One byte between the pieces of a chunked body. */
  #readFraming(byte: number, at: number): number {
    if (this.#state === "size" || this.#state === "extension") {
      const digit = this.#state === "size" ? hexDigit(byte) : -1;
      if (digit >= 0) this.#left = this.#left * 16 + digit;
      else if (byte === SEMICOLON) this.#state = "extension";
      else if (byte === LF) this.#state = this.#left === 0 ? "trailer" : "data";
      this.#lineBytes = 0;
    } else if (this.#state === "data_end") {
      if (byte === LF) this.#state = "size";
    } else if (byte === LF) {
      if (this.#lineBytes === 0) this.#state = "over";
      this.#lineBytes = 0;
    } else if (byte !== CR) this.#lineBytes += 1;
    return at + 1;
  }

  #readHead(bytes: Uint8Array, from: number, to: number): number {
    // A head that comes in pieces is rare: it is put together and looked at anew.
    const isWhole = this.#headParts.length === 0;
    const head = isWhole ? bytes.subarray(from, to) : Buffer.concat([...this.#headParts, bytes.subarray(from, to)]);
    const end = endOfHead(head);
    if (end < 0) {
      this.#headParts.push(Uint8Array.prototype.slice.call(bytes, from, to));
      return to;
    }
    const before = this.#headParts.reduce((sum, part) => sum + part.length, 0);
    this.#headParts = [];
    this.#open(parseHead(Buffer.from(head.buffer, head.byteOffset, end).toString("latin1")));
    return from + end - before;
  }

  #open(head: HttpHead): void {
    // 100 Continue and its like announce the answer; they are not it.
    if (head.status < 200 && head.status !== 101) return;
    const length = head.headers["content-length"];
    if (head.status === 204 || head.status === 304) this.#state = "over";
    else if (/\bchunked\b/i.test(head.headers["transfer-encoding"] ?? "")) this.#state = "size";
    else if (length !== undefined) {
      this.#left = Number.parseInt(length, 10) || 0;
      this.#state = this.#left === 0 ? "over" : "length";
    } else this.#state = "until_close";
    this.#hooks.onHead(head);
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** Behind the empty line; -1 when it has not come yet. */
function endOfHead(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return -1;
}

function parseHead(text: string): HttpHead {
  const [first = "", ...lines] = text.split(/\r?\n/);
  const status = Number(/^HTTP\/\d(?:\.\d)? +(\d{3})/.exec(first)?.[1] ?? 0);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  return { status, headers };
}
