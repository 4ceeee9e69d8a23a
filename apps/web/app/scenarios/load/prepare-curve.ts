import type { PlannedArrivals } from "#components/load/plan-arrivals.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

export type Curve = {
  /** Places in a box of 1 by 1 from its top left. */
  shape: { x: number; y: number }[];
  /** What the highest place of the line stands for. */
  top: string;
  end: string;
  caption: string;
};

const plain = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1);

/** "300 runs over 30 s." */
export const sayRuns = ({ runs, isExact }: Pick<PlannedArrivals, "runs" | "isExact">, counted = "run"): string =>
  runs === Infinity ? `as many ${counted}s as fit` : `${isExact ? "" : "about "}${countOf(runs, counted)}`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Decides what the picture of planned arrivals shows. */
export function prepareCurve(planned: PlannedArrivals, counted = "run"): Curve {
  const { points, quantity, lengthMs } = planned;
  const widthMs = lengthMs ?? Math.max(...points.map(({ atMs }) => atMs));
  const highest = Math.max(...points.map(({ value }) => value));
  return {
    shape: points.map(({ atMs, value }) => ({
      x: widthMs === 0 ? 0 : Math.min(atMs / widthMs, 1),
      y: highest === 0 ? 1 : 1 - value / highest,
    })),
    top: `${plain(highest)} ${highest === 1 ? quantity.replace("runs", "run") : quantity}`,
    end: lengthMs === null ? "until all have ended" : `${plain(lengthMs / 1_000)} s`,
    caption:
      lengthMs === null
        ? `${capital(sayRuns(planned, counted))}.`
        : `${capital(sayRuns(planned, counted))} over ${plain(lengthMs / 1_000)} s.`,
  };
}
