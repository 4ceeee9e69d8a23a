import { parseDurationMs } from "./parse-duration.ts";

export type RangeMs = { from: number; to: number };

/** `2s..5s`, or one duration for both ends; `0s` is none at all. Null where it is no range. */
export function parseDurationRange(text: string): RangeMs | null {
  const [first = "", second, ...more] = text.split("..");
  const from = endMs(first);
  const to = second === undefined ? from : endMs(second);
  return from === null || to === null || to < from || more.length > 0 ? null : { from, to };
}

const endMs = (text: string): number | null => (/^0(ms|s|m|h)?$/.test(text.trim()) ? 0 : parseDurationMs(text));
