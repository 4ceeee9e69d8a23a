import type { CancellationShare } from "./load-order.ts";

/** When a run is broken off by the load profile's cancellation share, from its start; Infinity for the others. */
export function cancelAfterMs({ share, after_ms }: CancellationShare, seed: number, run: number): number {
  const chosen = mix(seed ^ Math.imul(run + 1, 0x9e3779b1));
  if (chosen / 2 ** 32 >= share) return Infinity;
  return after_ms.from + (mix(chosen) / 2 ** 32) * (after_ms.to - after_ms.from);
}

/** Spreads the bits of a 32-bit number evenly: the finisher of MurmurHash3. It depends on the run alone, so threads agree. */
function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
