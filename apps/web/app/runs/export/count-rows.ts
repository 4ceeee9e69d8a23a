import type { ExportFormat } from "@tfbench/contracts";

const QUOTE = 0x22;
const LINE_END = 0x0a;
const OBJECT = 0x7b;

/**
 * Counts the rows of a file as its bytes come. In CSV a line break inside a quoted cell ends no row, and the first line
 * is the head; in JSON a row is a line that begins an object, beside those of the brackets around them.
 */
export function createRowCounter(format: ExportFormat): (bytes: Uint8Array) => number {
  let rows = format === "csv" ? -1 : 0;
  let isQuoted = false;
  let isAtStart = true;
  let isObject = false;
  return (bytes) => {
    for (const byte of bytes) {
      if (isAtStart) isObject = byte === OBJECT;
      isAtStart = byte === LINE_END;
      if (format === "csv" && byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_END && !isQuoted && (format === "csv" || isObject)) rows += 1;
    }
    return Math.max(0, rows);
  };
}
