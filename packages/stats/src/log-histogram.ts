import { addTotals, emptyState } from "./histogram-state.ts";
import type { HistogramState } from "./histogram-state.ts";
import { LARGEST_MS, SLOT_VALUES_MS, SMALLEST_MS, slotOf } from "./log-bins.ts";
import { encodeHistogram, mergeEncodedInto } from "./log-histogram-encoding.ts";
import { interpolate } from "./quantile.ts";

/**
 * A mergeable histogram of durations in milliseconds, from 0 to 1e9. A value read back by rank is within 1 % of the
 * true one (RELATIVE_ERROR); values under 1e-6 ms count as zero. count, min and max are exact. The sum is exact over
 * values rounded to whole microseconds: integers add up to the same total in any order, so merging is associative and
 * commutative down to the encoded byte, which sums of fractions are not.
 * A histogram takes about 14 kB whatever it holds; `encode` gives the compact form for storage.
 */
export class LogHistogram {
  /** Written by this class and its encoding only. */
  readonly state: HistogramState = emptyState();

  /** Reads what `encode` wrote. Throws an Error that names the fault when the bytes are not such an encoding. */
  static decode(bytes: Uint8Array): LogHistogram {
    const histogram = new LogHistogram();
    mergeEncodedInto(histogram, bytes);
    return histogram;
  }

  get count(): number {
    return this.state.count;
  }

  /** Null while empty. */
  get minMs(): number | null {
    return this.state.count === 0 ? null : this.state.minMs;
  }

  /** Null while empty. */
  get maxMs(): number | null {
    return this.state.count === 0 ? null : this.state.maxMs;
  }

  get sumMs(): number {
    return this.state.sumUs / 1000;
  }

  /** Counts one value. Throws a RangeError unless it lies between 0 and 1e9 ms. */
  add(valueMs: number): void {
    if (!(valueMs >= 0 && valueMs <= LARGEST_MS)) {
      throw new RangeError(`A histogram takes 0 to ${LARGEST_MS} ms, got ${valueMs}.`);
    }
    // Minus zero would become a minimum whose bytes differ from those of zero.
    const exactMs = valueMs === 0 ? 0 : valueMs;
    const { state } = this;
    addTotals(state, { count: 1, sumUs: Math.round(exactMs * 1000), minMs: exactMs, maxMs: exactMs });
    if (exactMs < SMALLEST_MS) {
      state.zeros += 1;
      return;
    }
    const slot = slotOf(exactMs);
    state.slots[slot] = (state.slots[slot] ?? 0) + 1;
  }

  /** Adds all values of `other`, which stays as it is. */
  merge(other: LogHistogram): void {
    const { slots } = this.state;
    addTotals(this.state, other.state);
    this.state.zeros += other.state.zeros;
    for (let slot = 0; slot < slots.length; slot += 1) {
      slots[slot] = (slots[slot] ?? 0) + (other.state.slots[slot] ?? 0);
    }
  }

  /** The value of the given 1-based rank, within RELATIVE_ERROR; exact for the first and the last. Throws a RangeError outside 1..count. */
  quantileAtRank(rank: number): number {
    const { slots, zeros, count, minMs, maxMs } = this.state;
    if (!Number.isSafeInteger(rank) || rank < 1 || rank > count) {
      throw new RangeError(`A rank must be a whole number from 1 to ${count}, got ${rank}.`);
    }
    if (rank === 1) return minMs;
    if (rank === count) return maxMs;
    let passed = zeros;
    let valueMs = 0;
    for (let slot = 0; passed < rank; slot += 1) {
      if (slot === slots.length) throw new Error(`The slots hold ${passed} values, not ${count}.`);
      passed += slots[slot] ?? 0;
      valueMs = SLOT_VALUES_MS[slot] ?? maxMs;
    }
    return Math.min(maxMs, Math.max(minMs, valueMs));
  }

  /** The `q` quantile as `quantile` defines it for raw values (type 7), within RELATIVE_ERROR of it. Null while empty. */
  quantile(q: number): number | null {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`A quantile must lie between 0 and 1, got ${q}.`);
    if (this.count === 0) return null;
    const position = (this.count - 1) * q;
    const below = this.quantileAtRank(Math.floor(position) + 1);
    const above = this.quantileAtRank(Math.ceil(position) + 1);
    return interpolate(below, above, position - Math.floor(position));
  }

  /** Compact bytes, the same for the same content whatever the order of adding; about 130 for 50 different gaps. */
  encode(): Uint8Array {
    return encodeHistogram(this.state);
  }
}
