import { formatNumber } from "./format-number.ts";

export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${formatNumber(bytes / 1_024, 1)} KiB` : `${formatNumber(bytes / 1_048_576, 1)} MiB`;
}
