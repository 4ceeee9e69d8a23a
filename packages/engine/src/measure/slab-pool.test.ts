import { expect, test } from "vitest";
import { SlabPool } from "./slab-pool.ts";

/** Takes so many slabs, hands them all over, and gives them back. */
function burst(pool: SlabPool, count: number): Set<ArrayBuffer> {
  const slabs = Array.from({ length: count }, () => pool.take());
  for (const _ of slabs) pool.handedOver();
  for (const slab of slabs) pool.giveBack(slab);
  return new Set(slabs);
}

test("slabs are used again, but a burst's memory is let go", () => {
  const pool = new SlabPool();
  const first = burst(pool, 300);

  const second = Array.from({ length: 300 }, () => pool.take());

  expect(second.filter((slab) => first.has(slab))).toHaveLength(64);
  expect(pool.behind).toBe(0);
  expect(pool.behindMax).toBe(300);
});

test("the further the meaning thread is behind, the less may come of a response, and at last nothing", () => {
  const pool = new SlabPool();
  const most: number[] = [];
  for (let slab = 0; slab < 1_024; slab += 1) {
    most.push(pool.mostResponseBytes);
    pool.take();
    pool.handedOver();
  }

  expect(most.slice(0, 513).every((bytes) => bytes === Infinity)).toBe(true);
  expect(most[513]).toBeGreaterThan(32_000_000);
  expect(most[760]).toBeGreaterThan(16_000_000);
  expect(most.every((bytes, slab) => bytes <= (most[slab - 1] ?? Infinity))).toBe(true);
  expect(most.slice(1_008).every((bytes) => bytes === 0)).toBe(true);
});

test("a meaning thread that is 256 MiB behind ends the load", () => {
  const pool = new SlabPool();
  for (let slab = 0; slab < 1_024; slab += 1) {
    pool.take();
    pool.handedOver();
  }

  expect(() => {
    for (let slab = 0; slab < 17; slab += 1) pool.take();
  }).toThrow("256 MiB of responses behind");
});
