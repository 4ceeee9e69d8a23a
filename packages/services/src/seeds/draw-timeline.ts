import type { Random } from "@tfbench/stats";
import type { SampleReach } from "./sample-fate.ts";

export type DrawTimelineOptions = {
  reach: SampleReach;
  typical_duration_ms: number;
  typical_steps: number;
  /** Longest silence between two actions, in place of a drawn one. */
  stall_ms: number | null;
};

/** When what happened in a sample run, in milliseconds from its start; null where it never got there. */
export type SampleTimeline = {
  lagMs: number;
  connectMs: number | null;
  headersMs: number | null;
  urlMs: number | null;
  actionOffsetsMs: number[];
  /** To the end of the run, however it ended. */
  endMs: number;
  hasTerminal: boolean;
};

export function drawTimeline(random: Random, options: DrawTimelineOptions): SampleTimeline {
  const { reach } = options;
  const lagMs = 0.2 + random();
  const connectMs = 15 + 20 * random();
  const headersMs = connectMs + 120 + 200 * random();
  const urlMs = headersMs + 900 + 1_500 * random();
  const firstActionMs = urlMs + 800 + 2_500 * random();
  const allGapsMs = drawGaps(random, options);
  const waitMs = reach === "end" ? 500 + 1_500 * random() : 10_000;
  const nothing = { lagMs, urlMs: null, actionOffsetsMs: [], hasTerminal: false };
  switch (reach) {
    case "unsent":
      return { ...nothing, connectMs: null, headersMs: null, endMs: 0 };
    case "refused":
      return { ...nothing, connectMs, headersMs: null, endMs: headersMs };
    case "stream":
      return { ...nothing, connectMs, headersMs, endMs: headersMs + waitMs };
    case "actions":
    case "end": {
      const gapsMs = reach === "end" ? allGapsMs : allGapsMs.slice(0, Math.ceil(allGapsMs.length / 2));
      const actionOffsetsMs = offsetsFrom(firstActionMs, gapsMs);
      const endMs = (actionOffsetsMs.at(-1) ?? firstActionMs) + waitMs;
      return { lagMs, connectMs, headersMs, urlMs, actionOffsetsMs, endMs, hasTerminal: reach === "end" };
    }
  }
}

function drawGaps(random: Random, { typical_duration_ms, typical_steps, stall_ms }: DrawTimelineOptions): number[] {
  const count = Math.max(2, Math.round(typical_steps * (0.7 + 0.6 * random())));
  const typicalGapMs = typical_duration_ms / typical_steps;
  const gapsMs = Array.from({ length: count }, () => typicalGapMs * Math.exp(0.5 * drawNormal(random)));
  if (stall_ms !== null) gapsMs[Math.floor(count / 2)] = stall_ms;
  return gapsMs;
}

function offsetsFrom(firstMs: number, gapsMs: readonly number[]): number[] {
  const offsetsMs = [firstMs];
  for (const gapMs of gapsMs) offsetsMs.push((offsetsMs.at(-1) ?? firstMs) + gapMs);
  return offsetsMs;
}

/** A standard normal number, after Box and Muller. */
const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
