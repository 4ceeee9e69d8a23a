import { alignColumns } from "./align-columns.ts";

type Rows = readonly (readonly string[])[];
/** `head` null: the lines name their figures themselves. */
export type FittedTable = { head: string | null; lines: string[] };

/**
 * A table in at most so many columns of a terminal, which would break wider lines anywhere: first its intervals go, and it
 * says so, then each row becomes a paragraph. The first row is the head.
 */
export function fitColumns(rows: Rows, leftAligned: readonly number[], columns: number): FittedTable {
  const whole = alignColumns(rows, leftAligned);
  if (widthOf(whole) <= columns) return { head: whole[0] ?? "", lines: whole.slice(1) };
  const bare = alignColumns(
    rows.map((row) => row.map((cell, column) => (leftAligned.includes(column) ? cell : withoutBrackets(cell)))),
    leftAligned,
  );
  if (widthOf(bare) > columns) return { head: null, lines: paragraphsOf(rows, leftAligned, columns) };
  const missing = `Intervals are left out: with them the table takes ${widthOf(whole)} columns.`;
  return { head: bare[0] ?? "", lines: [...bare.slice(1), missing] };
}

const widthOf = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length));
const withoutBrackets = (cell: string): string => cell.replace(/ \(.*\)$/, "");

function paragraphsOf([head = [], ...rows]: Rows, leftAligned: readonly number[], columns: number): string[] {
  const isName = (column: number): boolean => leftAligned.includes(column);
  const width = Math.max(...head.filter((_, column) => !isName(column)).map((title) => title.length));
  return rows.flatMap((row) => [
    row.filter((cell, column) => isName(column) && cell !== "").join(", "),
    ...row.flatMap((cell, column) => {
      if (isName(column) || cell === "") return [];
      const title = head[column] ?? "";
      const line = `  ${title.padEnd(width)}  ${cell}`;
      return line.length <= columns ? [line] : [`  ${title}`, `    ${cell}`];
    }),
  ]);
}
