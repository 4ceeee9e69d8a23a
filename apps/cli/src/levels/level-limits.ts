/** Levels of a sweep: each has a mark of one character in its plot. */
export const MOST_LEVELS = 35;
/** Between two loads, unless said otherwise. */
export const SETTLE_MS = 2_000;
/** Of a search, unless said otherwise. */
export const CONFIDENCE = 0.95;
export const LOOKS = 3;
export const MOST_LOOKS = 20;
