import type { LoadProfile } from "@tfbench/contracts";

type Open = Exclude<LoadProfile, { kind: "closed" }>;

/** What a profile asks for before anything has answered: a line over time, and how many runs it comes to. */
export type PlannedArrivals = {
  /** What the line counts. */
  quantity: "runs per second" | "runs at once" | "runs open at most";
  /** In order of time; two points at one moment are a step. */
  points: readonly { atMs: number; value: number }[];
  /** To the last moment a run may be due; null where that depends on how fast runs end. */
  lengthMs: number | null;
  runs: number;
  /** False where the number of runs is drawn with their times. */
  isExact: boolean;
};

/** More would be drawn within one pixel. */
const MOST_BURSTS = 200;
const CURVE_STEPS = 32;
/** Of a sum of products of decimals, so that 100 stays 100. */
const ROUNDING = 1e-9;

const runsFrom = (expected: number): number => Math.max(1, Math.ceil(expected - ROUNDING));

const flat = (value: number, lengthMs: number) => [
  { atMs: 0, value },
  { atMs: lengthMs, value },
];

/** The arrivals a profile plans. Pure: random arrivals are shown by their mean. */
export function planArrivals(load: LoadProfile): PlannedArrivals {
  switch (load.kind) {
    case "closed":
      return planClosed(load);
    case "constant":
    case "poisson":
    case "gamma":
      return planRate(load);
    case "burst":
      return planBursts(load);
    case "stages":
      return planStages(load);
    case "ramp":
      return planRamp(load);
    case "replay":
      return planReplay(load);
  }
}

function planClosed(load: Extract<LoadProfile, { kind: "closed" }>): PlannedArrivals {
  const { runs = Infinity } = load;
  const most = Math.min(load.concurrency, runs);
  const lengthMs = load.duration_ms ?? null;
  const shownMs = lengthMs ?? Math.max(load.start_spread_ms * 4, 1_000);
  const full = { atMs: Math.min(load.start_spread_ms, shownMs), value: most };
  return {
    quantity: "runs open at most",
    points: [{ atMs: 0, value: Math.min(1, most) }, full, { atMs: shownMs, value: most }],
    lengthMs,
    runs,
    isExact: lengthMs === null,
  };
}

function planRate(load: Extract<Open, { kind: "constant" | "poisson" | "gamma" }>): PlannedArrivals {
  const { kind, rate_per_second: rate, runs = Infinity, duration_ms: durationMs = Infinity } = load;
  const lengthMs = Math.min(durationMs, (runs / rate) * 1_000);
  return {
    quantity: "runs per second",
    points: flat(rate, lengthMs),
    lengthMs,
    runs: Math.min(runs, runsFrom((rate * durationMs) / 1_000)),
    isExact: kind === "constant" || durationMs === Infinity,
  };
}

function planBursts(load: Extract<Open, { kind: "burst" }>): PlannedArrivals {
  const { runs_per_burst: height, every_ms: everyMs, runs: most = Infinity, duration_ms: ms = Infinity } = load;
  const runs = Math.min(most, Math.ceil(ms / everyMs) * height);
  const bursts = Math.ceil(runs / height);
  const shown = Array.from({ length: Math.min(bursts, MOST_BURSTS) }, (_, index) => index);
  return {
    quantity: "runs at once",
    points: shown.flatMap((index) => {
      const atMs = Math.round((index * bursts) / shown.length) * everyMs;
      const value = Math.min(height, runs - Math.round(atMs / everyMs) * height);
      return [
        { atMs, value: 0 },
        { atMs, value },
        { atMs, value: 0 },
      ];
    }),
    lengthMs: bursts * everyMs,
    runs,
    isExact: true,
  };
}

function planStages({ stages, arrivals }: Extract<Open, { kind: "stages" }>): PlannedArrivals {
  const points: { atMs: number; value: number }[] = [];
  let atMs = 0;
  let expected = 0;
  for (const { rate_per_second: value, duration_ms: ms } of stages) {
    points.push({ atMs, value }, { atMs: atMs + ms, value });
    atMs += ms;
    expected += (value * ms) / 1_000;
  }
  return {
    quantity: "runs per second",
    points,
    lengthMs: atMs,
    runs: runsFrom(expected),
    isExact: arrivals === "constant",
  };
}

function planRamp(load: Extract<Open, { kind: "ramp" }>): PlannedArrivals {
  const { curve, from_per_second: from, to_per_second: to, duration_ms: ms, arrivals } = load;
  const isExponential = curve === "exponential" && from !== to;
  const rateAt = (share: number) => (isExponential ? from * (to / from) ** share : from + (to - from) * share);
  const mean = isExponential ? (to - from) / Math.log(to / from) : (from + to) / 2;
  const steps = isExponential ? CURVE_STEPS : 1;
  return {
    quantity: "runs per second",
    points: Array.from({ length: steps + 1 }, (_, step) => ({
      atMs: (ms * step) / steps,
      value: rateAt(step / steps),
    })),
    lengthMs: ms,
    runs: runsFrom((mean * ms) / 1_000),
    isExact: arrivals === "constant",
  };
}

/** A recorded trace as its mean; the trace itself is the batch's plan. */
function planReplay({ due_offsets_ms: offsets }: Extract<Open, { kind: "replay" }>): PlannedArrivals {
  const lengthMs = Math.max(1, offsets.at(-1) ?? 1);
  return {
    quantity: "runs per second",
    points: flat((offsets.length * 1_000) / lengthMs, lengthMs),
    lengthMs,
    runs: offsets.length,
    isExact: true,
  };
}
