import type { SweepAxis } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

const plain = (level: number) => formatNumber(level, Number.isInteger(level) ? 0 : 2);

/** "8 at a time", "12.5 per second". */
export const sayLevel = (axis: SweepAxis, level: number): string =>
  axis === "rate" ? `${plain(level)} per second` : `${plain(level)} at a time`;

/** "1 to 16 at a time". */
export function sayLevels(axis: SweepAxis, levels: readonly number[]): string {
  const [first = 0, last = first] = [levels[0], levels.at(-1)];
  return `${plain(first)} to ${sayLevel(axis, last)}`;
}
