import { unreachable } from "@tfbench/contracts";
import type { LoadProfile } from "@tfbench/contracts";
import { formatNumber } from "./format-figure.ts";

type Extent = { runs?: number | undefined; duration_ms?: number | undefined };
type Ceiling = { max_in_flight: number | null; on_full: "wait" | "drop" };

const seconds = (ms: number): string => `${formatNumber(ms / 1000)} s`;
const count = (runs: number): string => `${runs.toLocaleString("en-US")} run${runs === 1 ? "" : "s"}`;

/** A load in words: "closed, 8 at a time, 200 runs". */
export function describeLoad(load: LoadProfile): string {
  switch (load.kind) {
    case "closed":
      return `closed, ${load.concurrency} at a time, ${extent(load)}`;
    case "constant":
      return `${formatNumber(load.rate_per_second)}/s at equal distances, ${extent(load)}${ceiling(load)}`;
    case "poisson":
      return `${formatNumber(load.rate_per_second)}/s as a Poisson process, ${extent(load)}${ceiling(load)}`;
    case "gamma":
      return `${formatNumber(load.rate_per_second)}/s with gamma gaps of shape ${load.shape}, ${extent(load)}${ceiling(load)}`;
    case "burst":
      return `${load.runs_per_burst} at once every ${seconds(load.every_ms)}, ${extent(load)}${ceiling(load)}`;
    case "stages":
      return `${load.stages.length} stages, ${load.arrivals} arrivals${ceiling(load)}`;
    case "ramp":
      return `${load.curve} ramp from ${formatNumber(load.from_per_second)} to ${formatNumber(load.to_per_second)}/s in ${seconds(load.duration_ms)}${ceiling(load)}`;
    case "replay":
      return `replay of ${count(load.due_offsets_ms.length)}${ceiling(load)}`;
    default:
      return unreachable(load);
  }
}

function extent({ runs, duration_ms }: Extent): string {
  const parts = [
    runs === undefined ? null : count(runs),
    duration_ms === undefined ? null : `for ${seconds(duration_ms)}`,
  ];
  return parts.filter((part) => part !== null).join(" or ");
}

function ceiling({ max_in_flight, on_full }: Ceiling): string {
  if (max_in_flight === null) return "";
  return `, at most ${max_in_flight} in flight, ${on_full === "wait" ? "the others wait" : "the others are dropped"}`;
}
