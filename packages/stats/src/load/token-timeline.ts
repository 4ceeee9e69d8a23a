const BUCKET_MS = 100;

/** Tokens by the time they arrived, in buckets of 100 ms: what arrived inside a window needs no list of chunks. */
export class TokenTimeline {
  readonly #buckets: number[] = [];
  #total = 0;

  add(atMs: number, tokens: number): void {
    const bucket = Math.max(0, Math.floor(atMs / BUCKET_MS));
    for (let i = this.#buckets.length; i <= bucket; i += 1) this.#buckets.push(0);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + tokens;
    this.#total += tokens;
  }

  get total(): number {
    return this.#total;
  }

  /** Tokens that arrived from `fromMs` to `toMs`; those of a bucket cut by an end count by the part inside. */
  within(fromMs: number, toMs: number): number {
    let tokens = 0;
    this.#buckets.forEach((count, bucket) => {
      const start = bucket * BUCKET_MS;
      const inside = Math.min(toMs, start + BUCKET_MS) - Math.max(fromMs, start);
      if (inside > 0) tokens += (count * inside) / BUCKET_MS;
    });
    return tokens;
  }
}
