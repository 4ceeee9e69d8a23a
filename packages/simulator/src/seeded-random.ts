/** Numbers in [0, 1) that depend on the seed and the index alone, so the order of requests cannot change them. */
export function seededRandom(seed: number, index: number): () => number {
  let state = scramble(scramble(seed | 0) ^ Math.imul(index + 1, 0x9e3779b1));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return (scramble(state) >>> 0) / 2 ** 32;
  };
}

/** The finaliser of MurmurHash3: neighbouring integers come out unrelated. */
function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
