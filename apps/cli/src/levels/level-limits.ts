/** Levels of a sweep: each has a mark of one character in its plot. */
export const MOST_LEVELS = 35;
/** Between two loads, unless said otherwise. */
export const SETTLE_MS = 2_000;
