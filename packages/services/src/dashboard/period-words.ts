import type { Period } from "@tfbench/contracts";

const HOUR_MS = 3_600_000;

/** How the period before is called: "the 7 days before", "the 6 hours before". */
export function periodBefore({ from, to }: Period): string {
  const hours = Math.round((Date.parse(to) - Date.parse(from)) / HOUR_MS);
  if (hours === 1) return "the hour before";
  if (hours < 48) return `the ${hours} hours before`;
  const days = Math.round(hours / 24);
  return `the ${days.toLocaleString("en-US")} days before`;
}
