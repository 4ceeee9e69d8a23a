import { formatNumber } from "#format/format-number.ts";

/** Fixed insets in px: a chart and its preview, and charts side by side, draw on the same rectangle. */
export const GRID = { left: 44, right: 12, top: 24, bottom: 22 } as const;

/** A step of 1, 2 or 5 times a power of ten, about four of them up to the highest value. */
export function niceStep(highest: number): number {
  if (highest <= 0) return 1;
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * ([1, 2, 5].find((step) => share < step * 1.5) ?? 10);
}

const isOnStep = (max: number): boolean => {
  const steps = max / niceStep(max);
  return Math.abs(steps - Math.round(steps)) < 1e-9;
};

type TimeRange = { from: string; to: string };

export const timeAxis = ({ from, to }: TimeRange) => ({ type: "time", min: Date.parse(from), max: Date.parse(to) });

type ValueAxis = { name: string; min?: number; max?: number; isLog?: boolean };

/** Upright; its name with the unit stands above it. A logarithmic axis has no zero to begin at. */
export const valueAxis = ({ name, min = 0, max, isLog = false }: ValueAxis) => ({
  type: isLog ? "log" : "value",
  name,
  nameTextStyle: { align: "left", padding: [0, 0, 0, -GRID.left + 8] },
  ...(isLog ? {} : { min }),
  ...(max === undefined || isLog ? {} : { max, interval: niceStep(max) }),
  splitNumber: 4,
  axisLabel: {
    // The end of a range that was found says nothing and would stand in the name; a fixed end, such as 100 %, does.
    // Between two steps it would stand in the last of them.
    showMaxLabel: max !== undefined && isOnStep(max),
    formatter: (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1),
  },
});

/** Level; its name with the unit stands under it. */
export const levelAxis = ({ name, min = 0, max, isLog = false }: ValueAxis) => ({
  ...valueAxis({ name, min, isLog, ...(max === undefined ? {} : { max }) }),
  nameLocation: "middle",
  nameGap: 22,
  nameTextStyle: { align: "center" },
  splitLine: { show: false },
});
