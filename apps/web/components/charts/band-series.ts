type BandApi = { value: (dimension: number) => number; coord: (point: [number, number]) => [number, number] };

/** From and to on the level axis, low and high on the upright one. */
export type Band = readonly [from: number, to: number, low: number, high: number];

/** A box per step, as wide as the step: nothing is drawn through a step without a measurement. */
const drawBand = (color: string) => (_: unknown, api: BandApi) => {
  const [left, top] = api.coord([api.value(0), api.value(3)]);
  const [right, bottom] = api.coord([api.value(1), api.value(2)]);
  return {
    type: "rect",
    shape: { x: left, y: top, width: Math.max(right - left, 2), height: Math.max(bottom - top, 1) },
    style: { fill: color, opacity: 0.15 },
  };
};

/** A band behind a line; it neither answers to the pointer nor speaks. */
export const bandSeries = (data: readonly Band[], color: string) => ({
  type: "custom",
  data,
  renderItem: drawBand(color),
  silent: true,
  z: 1,
  encode: { x: [0, 1], y: [2, 3] },
  tooltip: { show: false },
});
