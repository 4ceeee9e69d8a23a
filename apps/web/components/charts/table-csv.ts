import type { ChartTable } from "./chart-model.ts";

/** A spreadsheet runs what begins like a formula; a leading apostrophe makes it text. Plain numbers stay numbers. */
function cell(text: string): string {
  const isNumber = /^-?[\d,.]+$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The figures of a chart by RFC 4180. */
export const tableCsv = ({ header, rows }: ChartTable): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
