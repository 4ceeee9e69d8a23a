import type { LoadProfile } from "@tfbench/contracts";
import { readNumber } from "#components/form/number-field.tsx";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { planArrivals } from "#components/load/plan-arrivals.ts";
import { EMPTY_PARTS, partsObstacle, type PartsDraft } from "../parts/parts-draft.ts";
import { traceObstacle, type TraceDraft } from "../trace/trace-draft.ts";
import { askedLevels, axisOf, levelsObstacle, ONE_LOAD } from "../sweep/sweep-draft.ts";
import type { AskedLevels, LevelsDraft } from "../sweep/sweep-draft.ts";
import { stageErrors } from "./load-errors.ts";
import { LIMITS, problemOf, type LoadField } from "./load-limits.ts";

export const LOAD_KINDS = [
  { value: "closed", text: "Closed: the next run starts when one ends" },
  { value: "constant", text: "Open: constant rate" },
  { value: "poisson", text: "Open: Poisson, random arrivals at a mean rate" },
  { value: "gamma", text: "Open: gamma, clumped or more even arrivals" },
  { value: "burst", text: "Open: bursts" },
  { value: "ramp", text: "Open: ramp from one rate to another" },
  { value: "stages", text: "Open: stages, a rate each" },
] as const;
export type LoadKind = (typeof LOAD_KINDS)[number]["value"];

export type StageDraft = { rate_per_second: string; duration_s: string };
export type LoadDraft = Record<LoadField, string> &
  LevelsDraft & {
    kind: LoadKind;
    /** What `runs` counts: of chats, conversations. */
    counted: "run" | "conversation";
    /** A recorded trace in place of a profile; null: none. */
    trace: TraceDraft | null;
    parts: PartsDraft;
    curve: "linear" | "exponential";
    arrivals: "constant" | "poisson";
    on_full: "wait" | "drop";
    stages: readonly StageDraft[];
  };

export const EMPTY_LOAD: LoadDraft = {
  kind: "closed",
  counted: "run",
  trace: null,
  parts: EMPTY_PARTS,
  ...ONE_LOAD,
  runs: "50",
  concurrency: "4",
  start_spread_ms: "100",
  rate_per_second: "5",
  duration_s: "",
  shape: "0.5",
  runs_per_burst: "10",
  every_s: "5",
  from_per_second: "1",
  to_per_second: "10",
  ramp_s: "30",
  max_in_flight: "",
  seed: "",
  curve: "linear",
  arrivals: "constant",
  on_full: "wait",
  stages: [
    { rate_per_second: "2", duration_s: "10" },
    { rate_per_second: "8", duration_s: "10" },
  ],
};

const FIELDS: Record<LoadKind, { required: readonly LoadField[]; optional: readonly LoadField[] }> = {
  closed: { required: ["concurrency", "start_spread_ms"], optional: ["runs", "duration_s"] },
  constant: { required: ["rate_per_second"], optional: ["runs", "duration_s", "max_in_flight"] },
  poisson: { required: ["rate_per_second"], optional: ["runs", "duration_s", "max_in_flight", "seed"] },
  gamma: { required: ["rate_per_second", "shape"], optional: ["runs", "duration_s", "max_in_flight", "seed"] },
  burst: { required: ["runs_per_burst", "every_s"], optional: ["runs", "duration_s", "max_in_flight"] },
  ramp: { required: ["from_per_second", "to_per_second", "ramp_s"], optional: ["max_in_flight", "seed"] },
  stages: { required: [], optional: ["max_in_flight", "seed"] },
};

const hasExtent = (kind: LoadKind): boolean => FIELDS[kind].optional.includes("runs");
/** Whether the times are drawn by chance, and so from a seed. */
export const isRandom = ({ kind, arrivals }: LoadDraft): boolean =>
  kind === "poisson" || kind === "gamma" || ((kind === "ramp" || kind === "stages") && arrivals === "poisson");

const MOST_RUNS = 10_000;

/** What keeps the profile from being sent. */
export const loadObstacle = (draft: LoadDraft): string | null => profileObstacle(draft) ?? partsObstacle(draft.parts);

function profileObstacle(draft: LoadDraft): string | null {
  if (draft.trace !== null) return ceilingObstacle(draft) ?? traceObstacle(draft.trace);
  const { required, optional } = FIELDS[draft.kind];
  const texts = draft.kind === "stages" ? draft.stages.flatMap((stage) => Object.values(stage)) : [];
  if ([...required.map((field) => draft[field]), ...texts].includes("")) return "Fill in the load profile first.";
  const isWrong =
    [...required, ...optional].some((field) => problemOf(draft[field], LIMITS[field]) !== null) ||
    (draft.kind === "stages" && draft.stages.some((stage) => Object.values(stageErrors(stage)).flat().length > 0));
  if (isWrong) return "Mend what is marked in the load profile first.";
  if (hasExtent(draft.kind) && draft.runs === "" && draft.duration_s === "")
    return "Say how many runs, for how long, or both.";
  const load = readLoad(draft);
  if (load === null) return "Fill in the load profile first.";
  const axis = axisOf(draft.kind);
  if (axis !== null && draft.measure !== "load") return levelsObstacle(draft, axis);
  const { runs, isExact } = planArrivals(load);
  // What a time ends has as many as fit into it, and ends by itself where they are too many.
  if (runs <= MOST_RUNS || runs === Infinity) return null;
  return `That comes to ${isExact ? "" : "about "}${countOf(runs, "run")}; a batch holds at most ${formatNumber(MOST_RUNS)}.`;
}

/** Of its sweep or search; null where it is one load. */
export const levelsOf = (draft: LoadDraft): AskedLevels | null =>
  draft.trace !== null || axisOf(draft.kind) === null ? null : askedLevels(draft);

const ceilingObstacle = ({ max_in_flight: most }: LoadDraft): string | null =>
  problemOf(most, LIMITS.max_in_flight) === null ? null : "Mend what is marked in the load profile first.";

/** What a run beyond the ceiling does, where there is one. */
export function ceilingOf({ max_in_flight, on_full }: LoadDraft): {
  max_in_flight: number | null;
  on_full: "wait" | "drop";
} {
  const most = readNumber(max_in_flight);
  return { max_in_flight: most, on_full: most === null ? "wait" : on_full };
}

const ms = (secondsText: string): number => Number(secondsText) * 1_000;

/** What the times are drawn from, where they are drawn and a seed was given. */
export const seedOf = (draft: LoadDraft): { seed?: number } =>
  isRandom(draft) && draft.seed !== "" ? { seed: Number(draft.seed) } : {};

/** The profile as it is written; null where it cannot be read. */
/** None either where a trace takes its place. */
export function loadOf(draft: LoadDraft): LoadProfile | null {
  if (draft.trace !== null) return null;
  return loadObstacle(draft) === null ? readLoad(draft) : null;
}

function readLoad(draft: LoadDraft): LoadProfile | null {
  const open = ceilingOf(draft);
  const extent = {
    ...(draft.runs === "" ? {} : { runs: Number(draft.runs) }),
    ...(draft.duration_s === "" ? {} : { duration_ms: ms(draft.duration_s) }),
  };
  const rate = Number(draft.rate_per_second);
  switch (draft.kind) {
    case "closed":
      return {
        kind: "closed",
        ...extent,
        concurrency: Number(draft.concurrency),
        start_spread_ms: Number(draft.start_spread_ms),
      };
    case "constant":
    case "poisson":
      return { kind: draft.kind, rate_per_second: rate, ...extent, ...open };
    case "gamma":
      return { kind: "gamma", rate_per_second: rate, shape: Number(draft.shape), ...extent, ...open };
    case "burst":
      return {
        kind: "burst",
        runs_per_burst: Number(draft.runs_per_burst),
        every_ms: ms(draft.every_s),
        ...extent,
        ...open,
      };
    case "ramp":
      return {
        kind: "ramp",
        curve: draft.curve,
        from_per_second: Number(draft.from_per_second),
        to_per_second: Number(draft.to_per_second),
        duration_ms: ms(draft.ramp_s),
        arrivals: draft.arrivals,
        ...open,
      };
    case "stages":
      return draft.stages.length === 0
        ? null
        : {
            kind: "stages",
            stages: draft.stages.map((stage) => ({
              rate_per_second: Number(stage.rate_per_second),
              duration_ms: ms(stage.duration_s),
            })),
            arrivals: draft.arrivals,
            ...open,
          };
  }
}
