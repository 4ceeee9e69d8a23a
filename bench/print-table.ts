import { ratioToAim, type Row } from "./row.ts";

const HEAD = ["measure", "value", "unit", "n", "aim", "ratio"];

const formatNumber = (value: number): string => {
  if (value === 0 || Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
};

const aimText = ({ aim }: Row): string => {
  if (aim === undefined) return "";
  return "at_least" in aim ? `>= ${aim.at_least}` : `<= ${aim.at_most}`;
};

function cellsOf(row: Row): string[] {
  const ratio = ratioToAim(row);
  return [
    row.measure,
    row.value === null ? "-" : formatNumber(row.value),
    row.unit,
    row.n,
    aimText(row),
    ratio === null ? "" : ratio.toFixed(2),
  ];
}

/** The table as Markdown, so that it can be pasted into a note as it stands. A ratio of 1 or more meets its aim. */
export function formatTable(rows: readonly Row[]): string {
  const table = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const notes = rows.filter((row) => row.note !== undefined).map((row) => `${row.measure}: ${row.note}`);
  return [
    line(HEAD),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...table.slice(1).map(line),
    ...notes,
  ].join("\n");
}
