/** What a write carried. `opening` is everything before the first token, `finish` all between the last token and the body's end. */
export const WRITE_KINDS = [
  "headers",
  "opening",
  "answer",
  "reasoning",
  "tool_call",
  "finish",
  "usage",
  "done",
  "end",
  "body",
  "error",
  "fault",
  "reset",
  "socket_close",
] as const;
export type WriteKind = (typeof WRITE_KINDS)[number];

export interface WrittenPiece {
  kind: WriteKind;
  /** On the wire: the header block, or the payload with its chunk framing. */
  bytes: number;
  tokens: number;
  /** NaN where the plan named no time. */
  dueMs: number;
}

/** Columns of the same length, a row per piece; pieces that left in one system call share `seq` and both times. */
export interface WriteTable {
  seq: number[];
  kind: WriteKind[];
  bytes: number[];
  tokens: number[];
  due_ms: (number | null)[];
  before_ms: number[];
  after_ms: number[];
}

export interface WriteColumns {
  readonly length: number;
  add(piece: WrittenPiece, beforeMs: number, afterMs: number): void;
  /** What is added from here on belongs to the next system call; seq counts from 0. */
  nextWrite(): void;
  table(): WriteTable;
}

const FIRST_CAPACITY = 64;
const KIND_CODES = new Map<WriteKind, number>(WRITE_KINDS.map((kind, code) => [kind, code]));

/** Typed arrays, because hundreds of streams add to theirs fifty times a second each. */
export function createWriteColumns(): WriteColumns {
  let times = new Float64Array(3 * FIRST_CAPACITY);
  let counts = new Uint32Array(4 * FIRST_CAPACITY);
  let length = 0;
  let seq = -1;

  function grow(): void {
    const moreTimes = new Float64Array(2 * times.length);
    moreTimes.set(times);
    times = moreTimes;
    const moreCounts = new Uint32Array(2 * counts.length);
    moreCounts.set(counts);
    counts = moreCounts;
  }

  const column = (cells: Float64Array | Uint32Array, width: number, offset: number) =>
    Array.from({ length }, (_, row) => cells[row * width + offset] ?? 0);

  return {
    get length() {
      return length;
    },
    add({ kind, bytes, tokens, dueMs }, beforeMs, afterMs) {
      if (length * 3 === times.length) grow();
      times[length * 3] = dueMs;
      times[length * 3 + 1] = beforeMs;
      times[length * 3 + 2] = afterMs;
      counts[length * 4] = seq;
      counts[length * 4 + 1] = KIND_CODES.get(kind) ?? 0;
      counts[length * 4 + 2] = bytes;
      counts[length * 4 + 3] = tokens;
      length += 1;
    },
    nextWrite() {
      seq += 1;
    },
    table: () => ({
      seq: column(counts, 4, 0),
      kind: column(counts, 4, 1).map((code) => WRITE_KINDS[code] ?? "fault"),
      bytes: column(counts, 4, 2),
      tokens: column(counts, 4, 3),
      due_ms: column(times, 3, 0).map((ms) => (Number.isNaN(ms) ? null : toMicroseconds(ms))),
      before_ms: column(times, 3, 1).map(toMicroseconds),
      after_ms: column(times, 3, 2).map(toMicroseconds),
    }),
  };
}

const toMicroseconds = (ms: number) => Math.round(ms * 1000) / 1000;
