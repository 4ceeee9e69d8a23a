import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  double,
  nat,
  oneof,
  property,
  record,
  string,
  uint8Array,
} from "fast-check";
import { expect, test } from "vitest";
import { END_CODES, type EndCode } from "./end-code.ts";
import { readSlab, SLAB_BYTES, SlabWriter, type StartStamps } from "./slab.ts";

type Entry =
  | { kind: "start"; run: number; stamps: StartStamps; isFresh: boolean }
  | { kind: "read"; run: number; atMs: number; bytes: Uint8Array }
  | { kind: "end"; run: number; atMs: number; code: EndCode; text: string };

const time = double({ min: 0, max: 1e12, noNaN: true });
const maybeTime = oneof(time, constant(NaN));
const run = nat(2 ** 31 - 1);
const stamps = record({ dueMs: time, slotGrantedMs: time, startedMs: time, connectedMs: maybeTime, sentMs: maybeTime });
const text = string({ unit: "binary", maxLength: 40 }).map((any) => Buffer.from(any).toString("utf8"));
const anyEntry = oneof(
  record({ kind: constant("start" as const), run, stamps, isFresh: boolean() }),
  record({ kind: constant("read" as const), run, atMs: time, bytes: uint8Array({ minLength: 1, maxLength: 3_000 }) }),
  record({ kind: constant("end" as const), run, atMs: time, code: constantFrom(...END_CODES), text }),
);

const memory = new ArrayBuffer(64 * 1024);
const source = { bytes: new Uint8Array(memory), words: new Int32Array(memory) };

function write(writer: SlabWriter, entry: Entry): void {
  if (entry.kind === "start") writer.start(entry.run, entry.stamps, entry.isFresh);
  else if (entry.kind === "end") writer.end(entry.run, entry.atMs, entry);
  else {
    source.bytes.set(entry.bytes);
    writer.read(entry.run, entry.atMs, { source, length: entry.bytes.length });
  }
}

function readAll(slabs: readonly ArrayBuffer[]): Entry[] {
  const entries: Entry[] = [];
  for (const slab of slabs) {
    readSlab(slab, {
      start: (run, stamps, isFresh) => entries.push({ kind: "start", run, stamps, isFresh }),
      read: ({ run, atMs, bytes, from, to }) => entries.push({ kind: "read", run, atMs, bytes: bytes.slice(from, to) }),
      end: (run, atMs, how) => entries.push({ kind: "end", run, atMs, ...how }),
    });
  }
  return entries;
}

test("whatever is written is read back in order, over as many used slabs as it takes", () => {
  assert(
    property(array(anyEntry, { maxLength: 60 }), (entries) => {
      const slabs: ArrayBuffer[] = [];
      const used = (): ArrayBuffer => new Uint8Array(4_096).fill(0xa5).buffer;
      const writer = new SlabWriter(used, (slab) => slabs.push(slab));

      for (const entry of entries) write(writer, entry);
      writer.flush();

      expect(readAll(slabs)).toEqual(entries);
    }),
  );
});

test("a slab without records is not handed over", () => {
  const slabs: ArrayBuffer[] = [];
  const writer = new SlabWriter(
    () => new ArrayBuffer(SLAB_BYTES),
    (slab) => slabs.push(slab),
  );

  writer.flush();

  expect(slabs).toEqual([]);
});

test("a long error text is cut rather than refused", () => {
  const slabs: ArrayBuffer[] = [];
  const writer = new SlabWriter(
    () => new ArrayBuffer(SLAB_BYTES),
    (slab) => slabs.push(slab),
  );

  writer.end(7, 1, { code: "tls", text: "x".repeat(10_000) });
  writer.flush();

  expect(readAll(slabs)).toEqual([{ kind: "end", run: 7, atMs: 1, code: "tls", text: "x".repeat(512) }]);
});
