type BarApi = { value: (dimension: number) => number; coord: (point: [number, number]) => [number, number] };

/** Draws a datum of from, to and height as a bar on axes of values, a pixel short of its neighbour. */
export const drawBar =
  (color: string, opacity = 1) =>
  (_: unknown, api: BarApi) => {
    const [left, top] = api.coord([api.value(0), api.value(2)]);
    const [right, bottom] = api.coord([api.value(1), 0]);
    return {
      type: "rect",
      shape: { x: left, y: top, width: Math.max(right - left - 1, 1), height: bottom - top },
      style: { fill: color, opacity },
    };
  };
