import { expect, test } from "vitest";
import type { SlabVisitor } from "./slab.ts";
import { withNaps } from "./with-naps.ts";

/** Reads that take 0.01 ms each and came so long before they are read; how many there were before each nap. */
function napsAfter(reads: number, ageMs: number): number[] {
  let clockMs = 1_000;
  let seen = 0;
  const naps: number[] = [];
  const visitor: SlabVisitor = {
    start: () => undefined,
    end: () => undefined,
    read: () => {
      seen += 1;
      clockMs += 0.01;
    },
  };
  const napping = withNaps(visitor, {
    nowMs: () => clockMs,
    nap: () => {
      naps.push(seen);
      clockMs += 0.1;
    },
  });
  const read = { run: 0, atMs: 0, bytes: new Uint8Array(0), from: 0, to: 0 };
  for (let index = 0; index < reads; index += 1) napping.read({ ...read, atMs: clockMs - ageMs });
  expect(seen).toBe(reads);
  return naps;
}

test("meaning gives the core away after each tenth of a millisecond of work", () => {
  expect(napsAfter(64, 50)).toEqual([16, 32, 48, 64]);
});

test("meaning that is behind works on without a break", () => {
  expect(napsAfter(64, 300)).toEqual([]);
});
