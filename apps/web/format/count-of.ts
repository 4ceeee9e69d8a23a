import { formatNumber } from "./format-number.ts";

/** "1 run", "28 runs". */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${formatNumber(count)} ${count === 1 ? noun : plural}`;
