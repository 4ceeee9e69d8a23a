import type { LoadProfile } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

const seconds = (ms: number) => `${formatPlain(ms / 1_000)} s`;

/** As many decimals as the number needs, two at most. */
const formatPlain = (value: number): string => {
  const decimals = Number.isInteger(value) ? 0 : Number.isInteger(Math.round(value * 1_000) / 100) ? 1 : 2;
  return formatNumber(value, decimals);
};

const rate = (perSecond: number) => `${formatPlain(perSecond)} per second`;

/** What a load counts: of chats, conversations. */
type Counted = "run" | "conversation";
type Extent = { runs?: number | undefined; duration_ms?: number | undefined };

function extentOf({ runs, duration_ms: ms }: Extent, counted: Counted): string {
  if (runs === undefined) return ms === undefined ? "" : `for ${seconds(ms)}`;
  return ms === undefined
    ? countOf(runs, counted)
    : `${countOf(runs, counted)} or ${seconds(ms)}, whichever comes first`;
}

function clumpsOf(shape: number): string {
  if (shape === 1) return "";
  return shape < 1 ? ", in clumps" : ", more even than Poisson";
}

function shapeOf(load: Exclude<LoadProfile, { kind: "closed" }>, counted: Counted): string {
  switch (load.kind) {
    case "constant":
      return `${rate(load.rate_per_second)}, evenly spaced, ${extentOf(load, counted)}`;
    case "poisson":
      return `${rate(load.rate_per_second)} on average, at random (Poisson), ${extentOf(load, counted)}`;
    case "gamma":
      return `${rate(load.rate_per_second)} on average, gamma gaps of shape ${formatPlain(load.shape)}${clumpsOf(load.shape)}, ${extentOf(load, counted)}`;
    case "burst":
      return `${countOf(load.runs_per_burst, counted)} at once every ${seconds(load.every_ms)}, ${extentOf(load, counted)}`;
    case "ramp":
      return `from ${formatPlain(load.from_per_second)} to ${rate(load.to_per_second)} in ${seconds(load.duration_ms)}, ${load.curve}, ${arrivalsOf(load)}`;
    case "stages":
      return `${load.stages.map((stage) => `${rate(stage.rate_per_second)} for ${seconds(stage.duration_ms)}`).join(", then ")}, ${arrivalsOf(load)}`;
    case "replay":
      return `${countOf(load.due_offsets_ms.length, counted)} at the times of a recorded trace`;
  }
}

const arrivalsOf = ({ arrivals }: { arrivals: "constant" | "poisson" }) =>
  arrivals === "constant" ? "evenly spaced" : "at random (Poisson)";

function ceilingOf({ max_in_flight: most, on_full: onFull }: Exclude<LoadProfile, { kind: "closed" }>): string {
  if (most === null) return "no ceiling on open runs";
  const beyond = onFull === "wait" ? "waits with its due time kept" : "is dropped";
  return `at most ${formatNumber(most)} open: a run due beyond them ${beyond}`;
}

/** A load profile in words, without its final stop. */
export function describeLoad(load: LoadProfile, counted: Counted = "run"): string {
  if (load.kind !== "closed") return `Open: ${shapeOf(load, counted)}; ${ceilingOf(load)}`;
  const spread =
    load.concurrency > 1 && load.start_spread_ms > 0
      ? `, first starts spread over ${formatNumber(load.start_spread_ms)} ms`
      : "";
  const end = load.duration_ms === undefined ? "" : `, none after ${seconds(load.duration_ms)}`;
  const runs = load.runs === undefined ? `As many ${counted}s as fit` : countOf(load.runs, counted);
  return `${runs}, at most ${formatNumber(load.concurrency)} at a time${spread}${end}`;
}
