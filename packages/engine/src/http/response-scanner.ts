import { readFraming, type Framing } from "./read-framing.ts";

/**
 * Finds where an HTTP/1.1 response ends, from bytes split anywhere (RFC 9112). It runs in the read path of a measuring
 * thread, so it makes no object and no text per read or chunk: one walk over framing bytes, and a jump over each piece
 * of body. The meaning side runs the very same code with a sink and is given the pieces of the body.
 */
export type ScanFailure = "header_too_large" | "body_too_large" | "protocol_error";

export type ScanSink = {
  /** The head of the final response is complete; `scanner.head` holds it during this call. */
  onHead(scanner: ResponseScanner): void;
  /** bytes[from..to) belong to the body. */
  onBody(bytes: Uint8Array, from: number, to: number): void;
};

export const MAX_HEADER_BYTES = 64 * 1024;
export const MAX_BODY_BYTES = 256 * 1024 * 1024;
const FIRST_HEAD_BYTES = 2 * 1024;
/** Any more hexadecimal digits could not be counted exactly. */
const MAX_CHUNK_BYTES = 2 ** 48;

const PREFIX = Buffer.from("HTTP/1.");

const HEAD = 0;
const BODY_OF_LENGTH = 1;
const BODY_UNTIL_CLOSE = 2;
const CHUNK_SIZE_START = 3;
const CHUNK_SIZE = 4;
const CHUNK_EXTENSION = 5;
const CHUNK_DATA = 6;
const CHUNK_END = 7;
const TRAILERS = 8;
const DONE = 9;
const FAILED = 10;

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
const SEMICOLON = 59;

export class ResponseScanner {
  status = 0;
  /** Of the body, without its framing. */
  bodyBytes = 0;
  failure: ScanFailure | null = null;
  /** The connection may carry another request once this response is done. */
  isReusable = false;
  readonly #sink: ScanSink | null;
  #state = HEAD;
  #head = new Uint8Array(FIRST_HEAD_BYTES);
  #headLength = 0;
  /** Of the present line, without CR. */
  #lineLength = 0;
  /** Informational responses, trailers and each chunk's extensions have the header's limit, so that none is endless. */
  #overheadBytes = 0;
  /** Bytes left of the body of known length, or of the present chunk. */
  #left = 0;

  constructor(sink: ScanSink | null = null) {
    this.#sink = sink;
  }

  get isDone(): boolean {
    return this.#state === DONE;
  }
  get hasHead(): boolean {
    return this.#state !== HEAD && this.#state !== FAILED;
  }
  /** Nothing of a response has come: the server may never have seen the request. */
  get isUntouched(): boolean {
    return this.#state === HEAD && this.#headLength === 0 && this.#overheadBytes === 0;
  }
  /** The final response's head as it came, its closing blank line included. Valid until the next `feed`. */
  get head(): Uint8Array {
    return this.#head.subarray(0, this.#headLength);
  }

  /** Makes it ready for the next response. */
  reset(): void {
    this.status = 0;
    this.bodyBytes = 0;
    this.failure = null;
    this.isReusable = false;
    this.#state = HEAD;
    this.#headLength = 0;
    this.#lineLength = 0;
    this.#overheadBytes = 0;
    this.#left = 0;
  }

  /** Takes bytes[from..to) and returns up to where they belong to this response. */
  feed(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && this.#state < DONE) {
      if (this.#state === CHUNK_DATA || this.#state === BODY_OF_LENGTH) at = this.#takeCounted(bytes, at, to);
      else if (this.#state === HEAD) at = this.#takeHead(bytes, at, to);
      else if (this.#state === BODY_UNTIL_CLOSE) {
        this.#takeBody(bytes, at, to);
        at = to;
      } else at = this.#takeChunkFraming(bytes, at, to);
    }
    return at;
  }

  /** The connection has ended: that ends a body without a length of its own, and no other. */
  end(): void {
    if (this.#state === BODY_UNTIL_CLOSE) this.#state = DONE;
  }

  #fail(failure: ScanFailure): void {
    this.failure = failure;
    this.isReusable = false;
    this.#state = FAILED;
  }

  #takeBody(bytes: Uint8Array, from: number, to: number): void {
    this.bodyBytes += to - from;
    if (this.bodyBytes > MAX_BODY_BYTES) this.#fail("body_too_large");
    else if (this.#sink !== null) this.#sink.onBody(bytes, from, to);
  }

  #takeCounted(bytes: Uint8Array, from: number, to: number): number {
    const end = to - from < this.#left ? to : from + this.#left;
    this.#left -= end - from;
    this.#takeBody(bytes, from, end);
    if (this.#left === 0 && this.#state !== FAILED) this.#state = this.#state === CHUNK_DATA ? CHUNK_END : DONE;
    return end;
  }

  #takeHead(bytes: Uint8Array, from: number, to: number): number {
    let head = this.#head;
    let length = this.#headLength;
    let lineLength = this.#lineLength;
    let at = from;
    let isComplete = false;
    while (at < to && !isComplete) {
      const byte = bytes[at] ?? 0;
      at += 1;
      // Empty lines before the status line are skipped, as servers may leave one after an earlier response.
      if (length === 0 && (byte === CR || byte === LF)) {
        if (!this.#countOverhead()) return at;
        continue;
      }
      // What is no HTTP is refused at once: a greeting of another protocol may never end its line.
      if (length < PREFIX.length && byte !== PREFIX[length]) {
        this.#fail("protocol_error");
        return at;
      }
      if (length === head.length) {
        if (length >= MAX_HEADER_BYTES) {
          this.#fail("header_too_large");
          return at;
        }
        head = this.#growHead();
      }
      head[length] = byte;
      length += 1;
      if (byte === LF) {
        isComplete = lineLength === 0;
        lineLength = 0;
      } else if (byte !== CR) lineLength += 1;
    }
    this.#headLength = length;
    this.#lineLength = lineLength;
    if (isComplete) this.#readHead();
    return at;
  }

  #growHead(): Uint8Array<ArrayBuffer> {
    const grown = new Uint8Array(this.#head.length * 2);
    grown.set(this.#head);
    this.#head = grown;
    return grown;
  }

  #readHead(): void {
    const framing = readFraming(this.head);
    if (framing === null) return this.#fail("protocol_error");
    this.status = framing.status;
    if (framing.body === "informational") {
      this.#overheadBytes += this.#headLength;
      this.#headLength = 0;
      if (this.#overheadBytes > MAX_HEADER_BYTES) this.#fail("header_too_large");
      return;
    }
    this.isReusable = framing.isReusable;
    this.#sink?.onHead(this);
    this.#left = framing.length;
    this.#state = bodyStateOf(framing);
  }

  #countOverhead(): boolean {
    this.#overheadBytes += 1;
    if (this.#overheadBytes <= MAX_HEADER_BYTES) return true;
    this.#fail("header_too_large");
    return false;
  }

  #takeChunkFraming(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const byte = bytes[at] ?? 0;
      at += 1;
      if (this.#state === CHUNK_SIZE_START || this.#state === CHUNK_SIZE) this.#takeSizeByte(byte);
      else if (this.#state === CHUNK_EXTENSION) {
        if (byte === LF) this.#beginChunk();
        else this.#countOverhead();
      } else if (this.#state === CHUNK_END) {
        if (byte === LF) this.#state = CHUNK_SIZE_START;
        else if (byte !== CR) this.#fail("protocol_error");
      } else this.#takeTrailerByte(byte);
      if (this.#state === CHUNK_DATA || this.#state >= DONE) return at;
    }
    return at;
  }

  #takeSizeByte(byte: number): void {
    const digit = hexDigit(byte);
    if (digit >= 0) {
      this.#left = (this.#state === CHUNK_SIZE_START ? 0 : this.#left) * 16 + digit;
      this.#state = CHUNK_SIZE;
      if (this.#left > MAX_CHUNK_BYTES || !this.#countDigit()) this.#fail("protocol_error");
    } else if (this.#state === CHUNK_SIZE_START) this.#fail("protocol_error");
    else if (byte === LF) this.#beginChunk();
    else if (byte === SEMICOLON || byte === SPACE || byte === TAB || byte === CR) this.#state = CHUNK_EXTENSION;
    else this.#fail("protocol_error");
  }

  /** Leading zeros are digits too, and could be endless. `#lineLength` is free while chunk sizes are read. */
  #countDigit(): boolean {
    this.#lineLength += 1;
    return this.#lineLength <= 64;
  }

  #beginChunk(): void {
    this.#lineLength = 0;
    this.#overheadBytes = 0;
    this.#state = this.#left === 0 ? TRAILERS : CHUNK_DATA;
  }

  #takeTrailerByte(byte: number): void {
    if (byte === LF) {
      if (this.#lineLength === 0) this.#state = DONE;
      this.#lineLength = 0;
    } else if (byte !== CR) this.#lineLength += 1;
    if (this.#state === TRAILERS) this.#countOverhead();
  }
}

function bodyStateOf({ body, length }: Framing): number {
  if (body === "chunked") return CHUNK_SIZE_START;
  if (body === "until_close") return BODY_UNTIL_CLOSE;
  return length === 0 ? DONE : BODY_OF_LENGTH;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
