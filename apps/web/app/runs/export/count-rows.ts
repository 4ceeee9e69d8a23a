import type { ExportFormat } from "@tfbench/contracts";

const QUOTE = 0x22;
const LINE_END = 0x0a;

/**
 * Counts the rows of a file as its bytes come. A line break inside a quoted CSV cell ends no row; JSON has one row on
 * each line, and a line each for the brackets around them.
 */
export function createRowCounter(format: ExportFormat): (bytes: Uint8Array) => number {
  let lines = 0;
  let isQuoted = false;
  const before = format === "jsonl" ? 0 : 1;
  return (bytes) => {
    for (const byte of bytes) {
      if (format === "csv" && byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_END && !isQuoted) lines += 1;
    }
    return Math.max(0, lines - before);
  };
}
