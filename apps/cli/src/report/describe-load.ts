import { unreachable } from "@tfbench/contracts";
import type { ChatSettings, LoadProfile } from "@tfbench/contracts";
import { formatNumber } from "./format-figure.ts";

type Extent = { runs?: number | undefined; duration_ms?: number | undefined };
type Ceiling = { max_in_flight: number | null; on_full: "wait" | "drop" };

const seconds = (ms: number): string => `${formatNumber(ms / 1000)} s`;
type Counted = "run" | "conversation" | "turn";
const count = (number: number, one: Counted): string =>
  `${number.toLocaleString("en-US")} ${one}${number === 1 ? "" : "s"}`;

/** A load in words: "closed, 8 at a time, 200 runs". Where there are chats it counts conversations, and says so. */
export function describeLoad(load: LoadProfile, chats: ChatSettings | null = null): string {
  if (chats === null) return describeProfile(load, "run");
  const { turns, think_ms } = chats;
  const think =
    think_ms.from === think_ms.to ? seconds(think_ms.to) : `${seconds(think_ms.from)} to ${seconds(think_ms.to)}`;
  const apart = think_ms.to === 0 ? "" : ` ${think} apart`;
  return `conversations of up to ${count(turns, "turn")}${apart}, ${describeProfile(load, "conversation")}`;
}

function describeProfile(load: LoadProfile, one: Counted): string {
  switch (load.kind) {
    case "closed":
      return `closed, ${load.concurrency} at a time, ${extent(load, one)}`;
    case "constant":
      return `${formatNumber(load.rate_per_second)}/s at equal distances, ${extent(load, one)}${ceiling(load)}`;
    case "poisson":
      return `${formatNumber(load.rate_per_second)}/s as a Poisson process, ${extent(load, one)}${ceiling(load)}`;
    case "gamma":
      return `${formatNumber(load.rate_per_second)}/s with gamma gaps of shape ${load.shape}, ${extent(load, one)}${ceiling(load)}`;
    case "burst":
      return `${load.runs_per_burst} at once every ${seconds(load.every_ms)}, ${extent(load, one)}${ceiling(load)}`;
    case "stages":
      return `stages of ${stages(load)}, ${load.arrivals} arrivals${ceiling(load)}`;
    case "ramp":
      return `${load.curve} ramp from ${formatNumber(load.from_per_second)} to ${formatNumber(load.to_per_second)}/s in ${seconds(load.duration_ms)}, ${load.arrivals} arrivals${ceiling(load)}`;
    case "replay":
      return `replay of ${count(load.due_offsets_ms.length, one)} over ${seconds(load.due_offsets_ms.at(-1) ?? 0)}${ceiling(load)}`;
    default:
      return unreachable(load);
  }
}

const STAGES_SHOWN = 4;

/** "10/s for 30 s, 50/s for 60 s". */
function stages({ stages: all }: Extract<LoadProfile, { kind: "stages" }>): string {
  const shown = all
    .slice(0, STAGES_SHOWN)
    .map(({ rate_per_second, duration_ms }) => `${formatNumber(rate_per_second)}/s for ${seconds(duration_ms)}`);
  const more = all.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function extent({ runs, duration_ms }: Extent, one: Counted): string {
  const parts = [
    runs === undefined ? null : count(runs, one),
    duration_ms === undefined ? null : `for ${seconds(duration_ms)}`,
  ];
  return parts.filter((part) => part !== null).join(" or ");
}

function ceiling({ max_in_flight, on_full }: Ceiling): string {
  if (max_in_flight === null) return "";
  return `, at most ${max_in_flight} in flight, ${on_full === "wait" ? "the others wait" : "the others are dropped"}`;
}
