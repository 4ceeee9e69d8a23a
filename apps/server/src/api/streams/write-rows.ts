import type { ExportFormat, RunColumn } from "@tfbench/contracts";
import { stringify } from "csv-stringify/sync";
import { createInstantWriter } from "./write-instants.ts";

type Row = Record<string, unknown>;
/** `head` goes before the rows and `tail` after them; every row is one line, in CSV at least one. */
export type RowWriter = { head: string; write: (rows: readonly Row[]) => string; tail: string };
type RowWriterOptions = { format: ExportFormat; columns: readonly RunColumn[]; tz: string };

const INSTANTS: ReadonlySet<RunColumn> = new Set(["created_at", "due_at", "started_at", "finished_at", "verdict_at"]);

/** Writes pages of rows as one file of a format. */
export function createRowWriter({ format, columns, tz }: RowWriterOptions): RowWriter {
  const writeInstant = createInstantWriter(tz);
  const valuesOf = (row: Row): unknown[] =>
    columns.map((column) => {
      const value = row[column] ?? null;
      return typeof value === "string" && INSTANTS.has(column) ? writeInstant(value) : value;
    });
  if (format === "csv") {
    return {
      head: writeCsv([columns]),
      write: (rows) => writeCsv(rows.map((row) => valuesOf(row).map(toCell))),
      tail: "",
    };
  }
  const toLine = (row: Row): string => {
    const values = valuesOf(row);
    return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, values[index]])));
  };
  if (format === "jsonl")
    return { head: "", write: (rows) => rows.map((row) => `${toLine(row)}\n`).join(""), tail: "" };
  let isFirst = true;
  return {
    head: "[",
    write: (rows) =>
      rows
        .map((row) => {
          const separator = isFirst ? "\n" : ",\n";
          isFirst = false;
          return separator + toLine(row);
        })
        .join(""),
    tail: "\n]\n",
  };
}

/** Texts that a spreadsheet would run as a formula get a ' before them. */
const writeCsv = (cells: readonly (readonly unknown[])[]): string =>
  stringify(
    cells.map((row) => [...row]),
    { record_delimiter: "windows", escape_formulas: true },
  );

function toCell(value: unknown): string | number {
  if (value === null) return "";
  if (typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "boolean" ? String(value) : JSON.stringify(value);
}
