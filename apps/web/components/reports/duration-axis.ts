import { levelAxis } from "#components/charts/axes.ts";
import { formatNumber } from "#format/format-number.ts";

type DurationAxis = { name: string; isLog: boolean; from: number; to: number };

const MARGIN = 0.06;

/** A level axis of durations: it begins where the durations do, because what differs shall be seen. */
export function durationAxis({ name, isLog, from, to }: DurationAxis) {
  const width = to > from ? to - from : Math.max(to, 1);
  const decimals = width < 5 ? 2 : width < 50 ? 1 : 0;
  return {
    ...levelAxis({ name, isLog }),
    min: isLog ? from * 0.95 : Math.max(0, from - width * MARGIN),
    max: to + width * MARGIN,
    axisLine: { onZero: false },
    axisLabel: {
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
      formatter: (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : decimals),
    },
  };
}
