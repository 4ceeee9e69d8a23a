import { formatNumber } from "../report/format-figure.ts";

export type PlotPoint = { x: number; y: number; mark: string };

const WIDTH = 60;
const HEIGHT = 12;

/** Points on a grid of characters, both axes linear from 0, each point drawn as its mark; the first of two in one place stays. */
export function plotPoints(
  points: readonly PlotPoint[],
  { xTitle, yTitle }: { xTitle: string; yTitle: string },
): string {
  const most = (of: (point: PlotPoint) => number): number => Math.max(...points.map(of)) || 1;
  const [right, top] = [most(({ x }) => x), most(({ y }) => y)];
  const rows = Array.from({ length: HEIGHT }, () => Array.from({ length: WIDTH }, () => " "));
  for (const { x, y, mark } of points) {
    const column = Math.round((x / right) * (WIDTH - 1));
    const row = HEIGHT - 1 - Math.round((y / top) * (HEIGHT - 1));
    if (rows[row]?.[column] === " ") rows[row][column] = mark;
  }
  const label = formatNumber(top);
  const margin = label.length;
  const lines = rows.map((row, i) => {
    const said = i === 0 ? label : i === HEIGHT - 1 ? "0" : "";
    return `${said.padStart(margin)} |${row.join("")}`.trimEnd();
  });
  const axis = `${" ".repeat(margin)} +${"-".repeat(WIDTH)}`;
  const end = formatNumber(right);
  const foot = `${" ".repeat(margin + 2)}0${end.padStart(WIDTH - 1)}  ${xTitle}`;
  return [yTitle, ...lines, axis, foot].join("\n");
}
