/**
 * The bins of our histogram: the logarithmic mapping of DDSketch (Masson, Rim and Lee 2019). Bin i holds the values in
 * (gamma^(i-1), gamma^i] and stands for 2 gamma^i / (gamma + 1), which is within RELATIVE_ERROR of each of them.
 * Bins are numbered by slots from 0. The mapping is part of the stored format: changing it needs a new format version.
 */
export const RELATIVE_ERROR = 0.01;

/** Milliseconds. Smaller values (under a nanosecond) are counted as zero. */
export const SMALLEST_MS = 1e-6;
/** Milliseconds; about 11.6 days. Larger values are refused. */
export const LARGEST_MS = 1e9;

const LN_GAMMA = Math.log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR));
const FIRST_BIN = Math.ceil(Math.log(SMALLEST_MS) / LN_GAMMA);

/** The slot of a value from SMALLEST_MS to LARGEST_MS. */
export const slotOf = (valueMs: number): number => Math.ceil(Math.log(valueMs) / LN_GAMMA) - FIRST_BIN;

export const SLOT_COUNT = slotOf(LARGEST_MS) + 1;

/** The value in milliseconds that each slot stands for. */
export const SLOT_VALUES_MS: Float64Array = Float64Array.from(
  { length: SLOT_COUNT },
  (_, slot) => (1 - RELATIVE_ERROR) * Math.exp((slot + FIRST_BIN) * LN_GAMMA),
);
