import type { LoadProfile } from "@tfbench/contracts";
import { mulberry32, type Random } from "@tfbench/stats";

export type OpenProfile = Exclude<LoadProfile, { kind: "closed" }>;

const MS_PER_SECOND = 1_000;
const MOST_RUNS = 10_000_000;

/**
 * When each run of an open profile is due, in milliseconds from the origin, in order. Drawn from the seed once for the
 * whole batch, before it is dealt to threads: due times do not depend on their number.
 *
 * Every shape is one process of arrivals in "expected runs", 0, 1, 2 ... or random with mean 1 between two, put into time
 * by the inverse of the expected number of runs until t. That keeps a Poisson ramp Poisson at each instant.
 */
export function createSchedule(profile: OpenProfile, seed: number): Float64Array {
  if (profile.kind === "replay") return Float64Array.from(profile.due_offsets_ms);
  if (profile.kind === "burst") return burst(profile);
  const arrivals = arrivalsOf(profile, mulberry32(seed));
  const timeOf = timeOfExpected(profile);
  const endMs = "duration_ms" in profile ? (profile.duration_ms ?? Infinity) : Infinity;
  const runs = "runs" in profile ? (profile.runs ?? MOST_RUNS) : MOST_RUNS;
  const due = new Growing();
  while (due.length < runs) {
    const dueMs = timeOf(arrivals());
    if (!(dueMs < endMs)) break;
    due.push(dueMs);
  }
  return due.toArray();
}

function burst(profile: Extract<OpenProfile, { kind: "burst" }>): Float64Array {
  const { runs_per_burst, every_ms, duration_ms = Infinity } = profile;
  const inTime = Math.ceil(duration_ms / every_ms) * runs_per_burst;
  const length = Math.min(profile.runs ?? MOST_RUNS, inTime);
  return Float64Array.from({ length }, (_, index) => Math.floor(index / runs_per_burst) * every_ms);
}

/** The arrival process in expected runs: each call gives the next one's position. */
function arrivalsOf(profile: Exclude<OpenProfile, { kind: "replay" | "burst" }>, random: Random): () => number {
  let at = 0;
  if (profile.kind === "gamma") {
    const { shape } = profile;
    return () => (at += drawGamma(random, shape) / shape);
  }
  const isPoisson = profile.kind === "poisson" || ("arrivals" in profile && profile.arrivals === "poisson");
  if (isPoisson) return () => (at -= Math.log(1 - random()));
  let count = 0;
  return () => count++;
}

/** The instant by which this many runs are expected; Infinity where there are never so many. */
function timeOfExpected(profile: Exclude<OpenProfile, { kind: "replay" | "burst" }>): (expected: number) => number {
  if (profile.kind === "stages") return timeInStages(profile.stages);
  if (profile.kind === "ramp") return timeOnRamp(profile);
  const { rate_per_second } = profile;
  return (expected) => (expected * MS_PER_SECOND) / rate_per_second;
}

function timeInStages(stages: readonly { rate_per_second: number; duration_ms: number }[]): (n: number) => number {
  let index = 0;
  let beforeMs = 0;
  let beforeRuns = 0;
  return (expected) => {
    for (let stage = stages[index]; stage; stage = stages[index]) {
      const runs = (stage.rate_per_second * stage.duration_ms) / MS_PER_SECOND;
      if (expected - beforeRuns < runs)
        return beforeMs + ((expected - beforeRuns) * MS_PER_SECOND) / stage.rate_per_second;
      beforeMs += stage.duration_ms;
      beforeRuns += runs;
      index += 1;
    }
    return Infinity;
  };
}

function timeOnRamp(profile: Extract<OpenProfile, { kind: "ramp" }>): (expected: number) => number {
  const from = profile.from_per_second / MS_PER_SECOND;
  const to = profile.to_per_second / MS_PER_SECOND;
  const { duration_ms } = profile;
  if (from === to) return (expected) => expected / from;
  if (profile.curve === "exponential") {
    const growth = Math.log(to / from) / duration_ms;
    return (expected) => {
      const scaled = 1 + (expected * growth) / from;
      return scaled <= 0 ? Infinity : Math.log(scaled) / growth;
    };
  }
  // Runs until t are from * t + slope * t^2 / 2; this form of its inverse is exact for slopes near 0 as well.
  const slope = (to - from) / duration_ms;
  return (expected) => {
    const root = from * from + 2 * slope * expected;
    return root < 0 ? Infinity : (2 * expected) / (from + Math.sqrt(root));
  };
}

/** Marsaglia and Tsang, 2000. Shapes under 1 are drawn at shape + 1 and brought down. */
function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = drawNormal(random);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Numbers whose count is not known beforehand, without an object for each. */
class Growing {
  #values = new Float64Array(1_024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  toArray(): Float64Array {
    return this.#values.slice(0, this.length);
  }
}
