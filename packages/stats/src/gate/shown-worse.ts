import type { ChangeInterval } from "../compare-durations.ts";
import { normalCdf } from "../normal-distribution.ts";
import { rejectByHolm } from "./holm.ts";

const ALPHA = 0.05;
const HALF_WIDTH_IN_SD = 1.959964;

/**
 * Which of several changes, looked at together, are shown to be for the worse. Of ten figures without any change one looks
 * worse by chance in a fifth of all comparisons, so Holm keeps the chance of even one at 5 %, on one-sided p values: those
 * of a normal estimate with the spread that the change's 95 % interval has on its better side.
 */
export const shownWorse = (changes: readonly ChangeInterval[]): boolean[] =>
  rejectByHolm(changes.map(chanceWithoutChange), ALPHA);

function chanceWithoutChange({ e, low }: ChangeInterval): number {
  if (e === null || low === null) return 1;
  const sd = (e - low) / HALF_WIDTH_IN_SD;
  if (sd === 0) return e > 0 ? 0 : 1;
  return 1 - normalCdf(e / sd);
}
