import type { ExportFormat, RunColumn } from "@tfbench/contracts";
import { writeCsvRow } from "./write-csv-row.ts";
import { createInstantWriter } from "./write-instants.ts";

type Row = Readonly<Record<string, unknown>>;
/** `head` goes before the rows and `tail` after them; every row is one line, in CSV at least one. */
export type RowWriter = { head: string; write: (rows: readonly Row[]) => string; tail: string };
/** The rows have these columns and no others, in this order. */
type RowWriterOptions = { format: ExportFormat; columns: readonly RunColumn[]; tz: string };

const INSTANTS: readonly RunColumn[] = ["created_at", "due_at", "started_at", "finished_at", "verdict_at"];

/** Writes pages of rows as one file of a format. */
export function createRowWriter({ format, columns, tz }: RowWriterOptions): RowWriter {
  const inZone = createZoneWriter(columns, tz);
  if (format === "csv") {
    return {
      head: writeCsvRow(columns),
      write: (rows) => rows.map((row) => writeCsvRow(Object.values(inZone(row)))).join(""),
      tail: "",
    };
  }
  const toLine = (row: Row): string => JSON.stringify(inZone(row));
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

/** Instants come in UTC, so that nothing is to be done for a file in UTC. */
function createZoneWriter(columns: readonly RunColumn[], tz: string): (row: Row) => Row {
  const instants = columns.filter((column) => INSTANTS.includes(column));
  if (tz === "UTC" || instants.length === 0) return (row) => row;
  const writeInstant = createInstantWriter(tz);
  return (row) => {
    const written = { ...row };
    for (const column of instants) {
      const instant = row[column];
      if (typeof instant === "string") written[column] = writeInstant(instant);
    }
    return written;
  };
}
