import { bestSplit, distancesOf } from "./best-split.ts";
import { mulberry32 } from "./mulberry32.ts";
import type { Random } from "./mulberry32.ts";
import { quantile } from "./quantile.ts";

/** A place where a series went on at another level. Levels are medians of the logs; `e` is their difference. */
export type ChangePoint = {
  /** The first value of the new level. */
  at: number;
  before: number;
  after: number;
  e: number;
  n_before: number;
  n_after: number;
  p: number;
  /** Large and certain enough to tell people; otherwise it is only shown, as tentative. */
  is_alert: boolean;
};

/** So many of the latest batches are looked at. */
export const CHANGE_WINDOW = 50;
/** Below this no change point is searched for. */
export const FEWEST_FOR_CHANGE_POINTS = 12;
const FEWEST_A_SIDE = 4;
const SHOWN = { p: 0.01, size: 0.02 };
const ALERT = { p: 0.001, size: 0.05 };
const PERMUTATIONS = 2_999;
/** With so many permutations at least as far apart, p can no longer be below 0.01. */
const MOST_AS_FAR = Math.ceil(SHOWN.p * (PERMUTATIONS + 1)) - 1;
const SEED = 20_260_101;

/**
 * Change points of the latest batches of one definition, by E-divisive: one log value per batch in order of time, split
 * where the halves differ most, tested against permutations of its order, each half split again. The same values give
 * the same answer. `at` counts in the whole series. Under 12 values the answer is empty: see `boundaryTest`.
 */
export function findChangePoints(logs: readonly number[]): ChangePoint[] {
  const first = Math.max(0, logs.length - CHANGE_WINDOW);
  const window = logs.slice(first);
  if (window.length < FEWEST_FOR_CHANGE_POINTS) return [];
  const random = mulberry32(SEED);
  const found = splitsOf(window, random).toSorted((a, b) => a.at - b.at);
  const edges = [0, ...found.map(({ at }) => at), window.length];
  return found.flatMap(({ at, p }, index) => {
    const earlier = window.slice(edges[index], at);
    const later = window.slice(at, edges[index + 2]);
    const [before, after] = [medianOf(earlier), medianOf(later)];
    const e = after - before;
    if (sizeOf(e) < SHOWN.size) return [];
    const is_alert = p < ALERT.p && sizeOf(e) >= ALERT.size;
    return [{ at: first + at, before, after, e, n_before: earlier.length, n_after: later.length, p, is_alert }];
  });
}

/** The relative size of a log-ratio, whichever way it goes: 0.05 is 5 % more or 5 % less. */
const sizeOf = (e: number): number => Math.abs(Math.exp(e) - 1);

const medianOf = (values: readonly number[]): number => quantile(Float64Array.from(values).sort(), 0.5) ?? NaN;

type TestedSplit = { at: number; p: number };

function splitsOf(values: readonly number[], random: Random): TestedSplit[] {
  const order = Int32Array.from(values, (_, place) => place);
  const distances = distancesOf(values);
  const best = bestSplit(distances, order, FEWEST_A_SIDE);
  if (best === null) return [];
  const p = permutationP(distances, { order, q: best.q }, random);
  if (p >= SHOWN.p) return [];
  const { at } = best;
  return [
    { at, p },
    ...splitsOf(values.slice(0, at), random),
    ...splitsOf(values.slice(at), random).map((later) => ({ ...later, at: at + later.at })),
  ];
}

/** How often another order of the same values falls apart as far. Noise is given up early, at a p of 0.01 or more. */
function permutationP(distances: Float64Array, { order, q }: { order: Int32Array; q: number }, random: Random): number {
  let asFar = 0;
  for (let done = 1; done <= PERMUTATIONS; done += 1) {
    shuffle(order, random);
    // Equal values in another order differ by rounding only; that is as far.
    if ((bestSplit(distances, order, FEWEST_A_SIDE)?.q ?? 0) >= q * (1 - 1e-9)) asFar += 1;
    if (asFar > MOST_AS_FAR) return asFar / done;
  }
  return (asFar + 1) / (PERMUTATIONS + 1);
}

function shuffle(order: Int32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = held;
  }
}
