import { parse } from "node:path";

/** The record file of one load of several: `run.ndjson` becomes `run.level-1.ndjson`. */
export function levelFile(out: string, ordinal: number): string {
  const { ext } = parse(out);
  return `${out.slice(0, out.length - ext.length)}.level-${ordinal + 1}${ext}`;
}
