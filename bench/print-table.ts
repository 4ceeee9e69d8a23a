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
  const notes = rows.filter((row) => row.note !== undefined).map((row) => `${row.measure}: ${row.note}`);
  return [formatCells([HEAD, ...rows.map(cellsOf)]), ...notes].join("\n");
}

/** A column for each tool, in the order in which they come; a line for each measure. */
export function formatToolTable(rows: readonly Row[]): string {
  const tools = [...new Set(rows.map(({ tool }) => tool ?? ""))];
  const measures = [...new Set(rows.map(({ measure }) => measure))];
  const lines = measures.map((measure) => {
    const ofMeasure = rows.filter((row) => row.measure === measure);
    const cells = tools.map((tool) => {
      const row = ofMeasure.find((one) => (one.tool ?? "") === tool);
      return row === undefined ? "" : row.value === null ? "-" : formatNumber(row.value);
    });
    // A tool that failed has a row without a unit.
    return [measure, ofMeasure.find(({ unit }) => unit !== "")?.unit ?? "", ...cells];
  });
  const notes = rows.flatMap(({ tool, measure, note }) =>
    note === undefined ? [] : [`- ${tool}, ${measure}: ${note}`],
  );
  return [formatCells([["measure", "unit", ...tools], ...lines]), "", ...notes].join("\n");
}

function formatCells(table: readonly (readonly string[])[]): string {
  const [head = []] = table;
  const widths = head.map((_, column) => Math.max(...table.map((cells) => (cells[column] ?? "").length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...table.slice(1).map(line)].join("\n");
}
