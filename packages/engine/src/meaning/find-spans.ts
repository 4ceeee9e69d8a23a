import type { JsonPath } from "../provider-adapter.ts";

const QUOTE = 34;
const BACKSLASH = 92;

export type Span = { from: number; to: number };
/** The values of an event's JSON that the next event may differ in. */
export type EventPlaces = { text: JsonPath; unread: readonly string[] };
export type EventSpans = { text: Span; unread: (Span & { isString: boolean })[] };

/**
 * Where the string at `text` stands in a JSON text that is known to be valid, between its quotes, and the strings and
 * whole numbers under the outermost keys named in `unread`. Of equal keys the last counts, as it does for JSON.parse.
 * Null where there is no such text, or where a key on the way is escaped.
 */
export function findSpans(json: Uint8Array, places: EventPlaces): EventSpans | null {
  return new JsonScanner(json, places).find();
}

class JsonScanner {
  readonly #json: Uint8Array;
  readonly #places: EventPlaces;
  readonly #unread: EventSpans["unread"] = [];
  #at = 0;
  #isUnclear = false;

  constructor(json: Uint8Array, places: EventPlaces) {
    this.#json = json;
    this.#places = places;
  }

  find(): EventSpans | null {
    const text = this.#value(this.#places.text, 0);
    return text === null || this.#isUnclear ? null : { text, unread: this.#unread };
  }

  #peek(): number {
    for (;;) {
      const byte = this.#json[this.#at] ?? 0;
      if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) return byte;
      this.#at += 1;
    }
  }

  /** `depth` is how much of the path leads here; -1 when this value is beside it. */
  #value(path: JsonPath, depth: number): Span | null {
    const first = this.#peek();
    if (first === QUOTE) {
      const span = this.#string();
      return depth === path.length ? span : null;
    }
    if (first === 123) return this.#object(path, depth);
    if (first === 91) return this.#array(path, depth);
    while (this.#at < this.#json.length && !isEndOfScalar(this.#json[this.#at] ?? 0)) this.#at += 1;
    return null;
  }

  #object(path: JsonPath, depth: number): Span | null {
    const wanted = depth >= 0 ? path[depth] : undefined;
    let found: Span | null = null;
    this.#at += 1;
    while (this.#peek() !== 125) {
      const key = this.#string();
      this.#peek();
      this.#at += 1;
      if (typeof wanted === "string" && this.#hasBackslash(key)) this.#isUnclear = true;
      if (typeof wanted === "string" && this.#isKey(key, wanted)) found = this.#value(path, depth + 1);
      else if (depth === 0 && this.#places.unread.some((name) => this.#isKey(key, name))) this.#unreadValue();
      else this.#value(path, -1);
      if (this.#peek() === 44) this.#at += 1;
      this.#peek();
    }
    this.#at += 1;
    return found;
  }

  #unreadValue(): void {
    const isString = this.#peek() === QUOTE;
    const before = this.#at;
    this.#value([], -1);
    if (isString) this.#unread.push({ from: before + 1, to: this.#at - 1, isString });
    else if (this.#json.subarray(before, this.#at).every(isDigit))
      this.#unread.push({ from: before, to: this.#at, isString });
  }

  #array(path: JsonPath, depth: number): Span | null {
    const wanted = depth >= 0 ? path[depth] : undefined;
    let found: Span | null = null;
    this.#at += 1;
    for (let index = 0; this.#peek() !== 93; index += 1) {
      if (index === wanted) found = this.#value(path, depth + 1);
      else this.#value(path, -1);
      if (this.#peek() === 44) this.#at += 1;
    }
    this.#at += 1;
    return found;
  }

  #string(): Span {
    const from = this.#at + 1;
    let at = from;
    for (; at < this.#json.length; at += 1) {
      const byte = this.#json[at];
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) break;
    }
    this.#at = at + 1;
    return { from, to: at };
  }

  #hasBackslash({ from, to }: Span): boolean {
    const at = this.#json.indexOf(BACKSLASH, from);
    return at >= 0 && at < to;
  }

  #isKey({ from, to }: Span, wanted: string): boolean {
    return to - from === wanted.length && Buffer.from(this.#json.subarray(from, to)).toString("latin1") === wanted;
  }
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isEndOfScalar = (byte: number): boolean => byte === 44 || byte === 93 || byte === 125 || byte <= 32;
