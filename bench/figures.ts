import { quantile } from "../packages/stats/src/index.ts";

/** Null without values. */
export const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Null without values. */
export const quantileOf = (values: readonly number[], q: number): number | null =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  );
