import type { LevelState, LoadMetric, Sweep, SweepLevel } from "@tfbench/contracts";
import { LEVEL_LOOK, type Look } from "#components/status-look.ts";
import { rateFigure, type Figure } from "#components/figure-model.ts";
import { formatNumber } from "#format/format-number.ts";
import { sayLevel } from "../say-level.ts";
import { loadFigure } from "../../batches/[id]/load/load-figure.ts";
import { loadScale } from "../../batches/[id]/load/load-scale.ts";

export type LevelRow = {
  key: string;
  level: string;
  look: Look;
  why: string | null;
  batch: { id: number; href: string };
  completed: string;
  tokens: string;
  errors: Figure;
  ttft: Figure;
  response: Figure;
  n: string;
};

const GOOD: readonly (LevelState | null)[] = ["steady", "measured"];
/** A failed level does not say what the target can do at it. */
export const isHeld = ({ state }: Pick<SweepLevel, "state">): boolean => GOOD.includes(state);

const rate = (value: number | null | undefined) =>
  value === null || value === undefined ? "-" : formatNumber(value, value >= 100 ? 0 : value >= 10 ? 1 : 2);

const NOTHING: Figure = {
  name: null,
  value: null,
  unit: "",
  interval: null,
  basis: null,
  why: "-",
  isGreyed: true,
};

const p95Of = (metric: LoadMetric | undefined): Figure =>
  metric === undefined ? NOTHING : loadFigure(metric, "p95", loadScale(metric));

/** Under an open load times count from due, so that waiting shows. */
export const timesOf = ({ axis }: Pick<Sweep, "axis">) =>
  axis === "rate"
    ? ({ ttft: "response_ttft_ms", response: "response_ms", from: "from due" } as const)
    : ({ ttft: "ttft_ms", response: "total_duration_ms", from: "from start" } as const);

function whyOf({ state, batch, validity, figures }: SweepLevel): string | null {
  if (state === "cut") return batch.error;
  if (state === "invalid") return validity?.reasons.map(({ sentence }) => sentence).join(" ") ?? null;
  if (state === "unsteady") return figures?.steady.reasons.join(" ") ?? null;
  return validity?.verdict === "suspect" ? `Suspect: ${validity.reasons[0]?.sentence ?? ""}` : null;
}

/** One line a level. */
export function prepareLevels({ axis, levels }: Pick<Sweep, "axis" | "levels">): LevelRow[] {
  const times = timesOf({ axis });
  return levels.map((level) => {
    const { state, batch, figures } = level;
    return {
      key: String(batch.id),
      level: sayLevel(axis, level.level),
      look: state === null ? LEVEL_LOOK[batch.status === "running" ? "running" : "queued"] : LEVEL_LOOK[state],
      why: whyOf(level),
      batch: { id: batch.id, href: `/batches/${batch.id}` },
      completed: rate(figures?.throughput.completed_per_second),
      tokens: rate(figures?.throughput.system_output_tps),
      errors: figures === null ? NOTHING : rateFigure(figures.rates.error, "no attempted run"),
      ttft: p95Of(figures?.metrics[times.ttft]),
      response: p95Of(figures?.metrics[times.response]),
      n: figures === null ? "-" : formatNumber(figures.attempted),
    };
  });
}

/** What the levels say together, without a claim that a sweep cannot make. */
export function prepareSweepSentence({ axis, levels }: Pick<Sweep, "axis" | "levels">): string {
  const ended = levels.filter(({ state }) => state !== null);
  const held = ended.filter(isHeld);
  const best = held.at(-1);
  if (ended.length === 0) return "No level has ended yet.";
  const failed = ended.filter((level) => !isHeld(level));
  const below = failed.filter(({ level }) => best !== undefined && level < best.level);
  const above = failed.find(({ level }) => best === undefined || level > best.level);
  const named = ({ level, state }: SweepLevel) => `${sayLevel(axis, level)} (${LEVEL_LOOK[state ?? "cut"].word})`;
  return [
    best === undefined
      ? "No level was held."
      : `The highest level that was held: ${sayLevel(axis, best.level)}, with ${rate(best.figures?.throughput.completed_per_second)} completed per second.`,
    ...(above === undefined ? [] : [`The first that was not: ${named(above)}.`]),
    // What holds at a level holds below it: where it did not, one of the two was no fair measurement.
    ...(below.length === 0
      ? []
      : [`A lower one was not: ${below.map(named).join(", ")}. Measure again to trust either.`]),
  ].join(" ");
}

export type SweepProgress = { sentence: string; done: number; total: number; cancelText: string };

export function prepareSweepProgress({ axis, levels, ended_levels: done }: Sweep): SweepProgress {
  const total = levels.length;
  const current = levels.find(({ batch }) => batch.status === "running");
  const ofTotal = `${formatNumber(done)} of ${formatNumber(total)} levels ended`;
  return {
    sentence:
      done === total
        ? `All ${formatNumber(total)} levels ended`
        : `${ofTotal}${current === undefined ? "" : `; measuring ${sayLevel(axis, current.level)}`}`,
    done,
    total,
    cancelText: `Cancel ${formatNumber(total - done)} ${total - done === 1 ? "level" : "levels"}`,
  };
}
