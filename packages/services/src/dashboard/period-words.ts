import type { KpiFilter, KpiPeriod, Period } from "@tfbench/contracts";

const HOUR_MS = 3_600_000;
const NAMED: Record<KpiPeriod, string> = {
  "1h": "the hour before",
  "6h": "the 6 hours before",
  "24h": "the 24 hours before",
  "7d": "the 7 days before",
  "30d": "the 30 days before",
  "90d": "the 90 days before",
};

/** How the period before is called: by the period that was asked for, or by its length. */
export function periodBefore(asked: Pick<KpiFilter, "period" | "from">, { from, to }: Period): string {
  if (asked.from === undefined) return NAMED[asked.period];
  const hours = Math.round((Date.parse(to) - Date.parse(from)) / HOUR_MS);
  if (hours === 1) return NAMED["1h"];
  if (hours < 48) return `the ${hours} hours before`;
  return `the ${Math.round(hours / 24).toLocaleString("en-US")} days before`;
}
