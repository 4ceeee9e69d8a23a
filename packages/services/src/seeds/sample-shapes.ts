import { SampleShape } from "@tfbench/contracts";
import type { JsonValue, Phase } from "@tfbench/contracts";
import type { Random } from "@tfbench/stats";
import { SAMPLE_CATALOGUE } from "./sample-catalogue.ts";
import type { SampleScenario } from "./sample-catalogue.ts";
import type { DrawRunOptions } from "./draw-run.ts";
import type { SampleFate } from "./sample-fate.ts";

/** What one scenario of a shape has been through. */
export type ShapeHistory = {
  work: SampleScenario;
  batches: number;
  runs_per_batch: number;
  /** Between the starts of two batches. */
  batch_every_ms: number;
  typical_duration_ms: number;
  typical_steps: number;
  result: JsonValue;
  /** Draws how run `index` of a batch goes; `progress` is 0 for the oldest batch and 1 for the newest. */
  drawFate: (
    random: Random,
    run: { index: number; progress: number },
  ) => Partial<Pick<DrawRunOptions, "typical_duration_ms" | "stall_ms">> & { fate: SampleFate };
};

/** `large` is for measuring how quickly very many runs are read; it is written by SQL. */
export const SHAPE_NAMES = [...SampleShape.options, "large"] as const;
export type ShapeName = (typeof SHAPE_NAMES)[number];

const HOUR_MS = 3_600_000;
const PRODUCTS: JsonValue = {
  products: [
    { name: "Lamp", price: 12.5 },
    { name: "Desk", price: 112 },
  ],
};

type Share = readonly [share: number, fate: SampleFate];
/** Fates by their shares; what is left over is completed. */
const drawFrom = (random: Random, shares: readonly Share[]): SampleFate => {
  let left = random();
  for (const [share, fate] of shares) {
    left -= share;
    if (left < 0) return fate;
  }
  return "completed";
};

/** A week in the life of the sample scenarios; the second one got slower three days ago. */
function demo(): ShapeHistory[] {
  const [prices, flights, guarded, form] = SAMPLE_CATALOGUE;
  if (prices === undefined || flights === undefined || guarded === undefined || form === undefined)
    throw new Error("The sample catalogue has four scenarios.");
  const week = { batches: 28, runs_per_batch: 9, batch_every_ms: 6 * HOUR_MS };
  return [
    {
      ...week,
      work: prices,
      typical_duration_ms: 24_000,
      typical_steps: 6,
      result: PRODUCTS,
      drawFate: (random) => ({
        fate: drawFrom(random, [
          [0.03, "goal_failed"],
          [0.02, { timeout: "idle" }],
          [0.01, "rate_limited"],
        ]),
      }),
    },
    {
      ...week,
      work: flights,
      typical_duration_ms: 48_000,
      typical_steps: 11,
      result: { airline: "Example Air", price_eur: 129 },
      drawFate: (random, { progress }) => ({
        typical_duration_ms: progress > 0.6 ? 62_000 : 48_000,
        fate: drawFrom(random, [
          [0.08, "goal_failed"],
          [0.06, "max_steps"],
          [0.04, "truncated"],
          [0.03, { timeout: "total" }],
        ]),
      }),
    },
    {
      ...week,
      work: guarded,
      typical_duration_ms: 15_000,
      typical_steps: 4,
      result: { monday: "9-18" },
      drawFate: (random) => ({
        fate: drawFrom(random, [
          [0.55, "blocked"],
          [0.03, "truncated"],
        ]),
      }),
    },
    {
      ...week,
      work: form,
      typical_duration_ms: 33_000,
      typical_steps: 8,
      result: { reference: "A-1042" },
      drawFate: (random) => ({
        fate: drawFrom(random, [
          [0.22, "goal_failed"],
          [0.04, "max_steps"],
          [0.02, "cancelled"],
          [0.01, "aborted"],
        ]),
      }),
    },
  ];
}

/** What each shape shows, in one sentence. */
export const SHAPE_DESCRIPTIONS: Record<SampleShape, string> = {
  demo: "a week of four scenarios; one got slower three days ago, one is blocked by its site, one misses its goal.",
  stalls: "every third run is silent for over half a minute.",
  timeouts: "every third run runs out of time, in each phase in turn.",
  dropped: "every fifth run found no free slot.",
  outlier: "one run took twenty times as long as the others.",
  too_few: "four runs, too few for any percentile.",
  empty: "a scenario that has never run.",
};

function single(
  name: Exclude<SampleShape, "demo">,
  history: Partial<ShapeHistory> & Pick<ShapeHistory, "drawFate">,
): ShapeHistory[] {
  const work: SampleScenario = {
    automation: {
      name: `Sample: ${name}`,
      request: { url: "{{url}}", goal: "Read the entries." },
      default_inputs: { url: "https://shop.example.com" },
    },
    scenario: {
      name: `Sample: ${name}`,
      description: `Sample data: ${SHAPE_DESCRIPTIONS[name]}`,
      run_settings: { concurrency: 5 },
    },
  };
  return [
    {
      work,
      batches: 1,
      runs_per_batch: 60,
      batch_every_ms: HOUR_MS,
      typical_duration_ms: 20_000,
      typical_steps: 6,
      result: PRODUCTS,
      ...history,
    },
  ];
}

const TIMEOUT_PHASES: readonly Phase[] = ["connect", "headers", "first_event", "idle", "total", "provider"];

/** The histories behind each shape. */
export const SHAPES: Record<SampleShape, () => ShapeHistory[]> = {
  demo,
  stalls: () =>
    single("stalls", {
      drawFate: (_, { index }) => ({ fate: "completed", stall_ms: index % 3 === 0 ? 35_000 + index * 500 : null }),
    }),
  timeouts: () =>
    single("timeouts", {
      drawFate: (_, { index }) => ({
        fate:
          index % 3 === 0 ? { timeout: TIMEOUT_PHASES[(index / 3) % TIMEOUT_PHASES.length] ?? "total" } : "completed",
      }),
    }),
  dropped: () =>
    single("dropped", {
      drawFate: (_, { index }) => ({ fate: index % 5 === 4 ? "dropped" : "completed" }),
    }),
  outlier: () =>
    single("outlier", {
      drawFate: (_, { index }) => ({ fate: "completed", typical_duration_ms: index === 41 ? 400_000 : 20_000 }),
    }),
  too_few: () =>
    single("too_few", {
      runs_per_batch: 4,
      drawFate: () => ({ fate: "completed" }),
    }),
  empty: () => single("empty", { batches: 0, drawFate: () => ({ fate: "completed" }) }),
};
