import { measureCanned } from "../packages/engine/src/calibration/measure-canned.ts";
import type { NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import type { Row } from "./row.ts";

const RATE_PER_SECOND = 200;
const PROFILE = {
  kind: "poisson",
  rate_per_second: RATE_PER_SECOND,
  duration_ms: 8_000,
  max_in_flight: null,
  on_full: "wait",
} as const;
const STREAM = { firstMs: 5, gapMs: 5, events: 1, eventsPerWrite: 1 };

/** Whether requests reach the server as the profile says: gaps between arrivals against the exponential distribution. */
export async function measurePoissonArrivals(server: NullServerProcess): Promise<Row[]> {
  const { truth } = await measureCanned(server, { profile: PROFILE, stream: STREAM, seed: 7 });
  const arrivals = [...truth.values()].map(({ receivedMs }) => receivedMs).sort((a, b) => a - b);
  const gaps = arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? 0));
  return [
    {
      measure: `Poisson arrivals at the server, ${RATE_PER_SECOND}/s, KS p`,
      value: kolmogorovSmirnov(gaps, 1_000 / RATE_PER_SECOND),
      unit: "",
      n: `${gaps.length} gaps`,
      aim: { at_least: 0.01 },
    },
  ];
}

/** How likely gaps of an exponential distribution of this mean are as far off it as these, or farther. */
function kolmogorovSmirnov(gaps: readonly number[], mean: number): number {
  const sorted = gaps.toSorted((a, b) => a - b);
  const n = sorted.length;
  const distances = sorted.map((gap, index) => {
    const share = 1 - Math.exp(-gap / mean);
    return Math.max((index + 1) / n - share, share - index / n);
  });
  const scaled = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * Math.max(...distances);
  let p = 0;
  for (let k = 1; k <= 100; k += 1) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * scaled * scaled);
  return Math.min(1, Math.max(0, p));
}
