import type { Change, ChangeEstimate, TrendTile } from "@tfbench/contracts";
import { verdictOf } from "@tfbench/stats";
import type { ChangeInterval } from "@tfbench/stats";
import type { SideChange } from "./compare-sides.ts";

type Words = { unit: Change["unit"]; worse: string; better: string };

const WORDS: Record<TrendTile, Words> = {
  success: { unit: "points", worse: "lower", better: "higher" },
  completed_unchecked: { unit: "points", worse: "lower", better: "higher" },
  goal_success: { unit: "points", worse: "lower", better: "higher" },
  total_duration_ms: { unit: "log_ratio", worse: "slower", better: "faster" },
  ttft_ms: { unit: "log_ratio", worse: "slower", better: "faster" },
  cost_per_success: { unit: "log_ratio", worse: "dearer", better: "cheaper" },
};

export const isTimes = (tile: TrendTile): boolean => tile === "total_duration_ms" || tile === "ttft_ms";

/** A change as it is said. `than`: what it is compared with, "the 7 days before". */
export function describeChange(tile: TrendTile, change: SideChange, than: string): Change {
  const { interval, n_before, n_after } = change;
  const { unit } = WORDS[tile];
  const typical = verdictOf(interval);
  const tail = isTimes(tile) && change.tail !== null ? estimateOf(change.tail) : null;
  const verdict = isTimes(tile) ? headlineOf(typical.verdict, tail) : typical.verdict;
  const needed = typical.growth === null ? null : Math.ceil((typical.growth * 2) / (1 / n_before + 1 / n_after));
  const said = [
    sayTypical(tile, { ...interval, verdict: typical.verdict }, { than, needed }),
    ...(isTimes(tile) ? [sayTail(tile, typical.verdict, tail)] : []),
    ...(change.noise === "unknown" && typical.verdict !== "too_few" ? ["batch-to-batch noise unknown"] : []),
  ];
  return { verdict, ...interval, unit, n_before, n_after, needed, tail, sentence: said.filter(Boolean).join("; ") };
}

/** Nothing to compare: said, not shown as no change. */
export const noChange = (tile: TrendTile, sentence: string): Change => ({
  verdict: "too_few",
  e: null,
  low: null,
  high: null,
  unit: WORDS[tile].unit,
  n_before: 0,
  n_after: 0,
  needed: null,
  tail: null,
  sentence,
});

const estimateOf = (interval: ChangeInterval): ChangeEstimate => ({
  ...interval,
  verdict: verdictOf(interval).verdict,
});

/** The headline is never better or same while the tail is worse or unknown. */
function headlineOf(typical: ChangeEstimate["verdict"], tail: ChangeEstimate | null): ChangeEstimate["verdict"] {
  if (typical === "worse" || typical === "too_few") return typical;
  if (tail?.verdict === "worse") return "worse";
  return tail === null || tail.verdict === "too_few" ? "too_few" : typical;
}

function sayTypical(
  tile: TrendTile,
  change: ChangeEstimate,
  { than, needed }: { than: string; needed: number | null },
): string {
  const { verdict, e, low, high } = change;
  const { unit, worse, better } = WORDS[tile];
  if (e === null) return "Too many runs without an end to compare the typical run";
  if (verdict === "worse") return `${span(unit, change)} ${worse} than ${than}`;
  if (verdict === "better") return `${span(unit, change)} ${better} than ${than}`;
  if (verdict === "same") {
    const within = unit === "points" ? "5 points" : "5 %";
    const isReal = (low !== null && low > 0) || (high !== null && high < 0);
    return isReal
      ? `A real change of ${signed(unit, e)} against ${than}, under ${within}`
      : `Same within ${within} as ${than} (${range(unit, low, high)})`;
  }
  const settle =
    needed === null
      ? "more than 10 times as many runs would be needed"
      : `about ${needed.toLocaleString("en-US")} runs a side would settle it`;
  return `Too few samples against ${than}: ${range(unit, low, high)}; ${settle}`;
}

function sayTail(tile: TrendTile, typical: ChangeEstimate["verdict"], tail: ChangeEstimate | null): string {
  const { worse, better } = WORDS[tile];
  if (tail === null) return typical === "too_few" ? "" : "tail unknown (p95 needs 59 runs a side)";
  const { verdict, e, low, high } = tail;
  if (verdict === "worse" && e !== null) return `p95 ${span("log_ratio", tail)} ${worse}`;
  if (verdict === "better" && e !== null) return `p95 ${span("log_ratio", tail)} ${better}`;
  if (verdict === "same") return "p95 same within 5 %";
  return `tail unknown (p95 ${range("log_ratio", low, high)})`;
}

const negated = (value: number | null): number | null => (value === null ? null : -value);

/** "12 % (8 to 17 %)": the size of a change whose direction is said in words; of a gain the share that is saved. */
function span(unit: Change["unit"], { e, low, high }: ChangeInterval): string {
  const isGain = (e ?? 0) < 0;
  const size = (value: number) => {
    if (unit === "points") return (isGain ? -value : value) * 100;
    return (isGain ? 1 - Math.exp(value) : Math.exp(value) - 1) * 100;
  };
  const ends = isGain ? [e, high, low] : [e, low, high];
  const [text, from, to] = ends.map((value) => (value === null ? "open" : digits(size(value))));
  return unit === "points" ? `${text} points (${from} to ${to})` : `${text} % (${from} to ${to} %)`;
}

/** "-2 % to +3 %", in the figure's own direction: points of a rate fall when it gets worse. */
function range(unit: Change["unit"], low: number | null, high: number | null): string {
  const [from, to] = unit === "points" ? [negated(high), negated(low)] : [low, high];
  const say = (value: number | null) => (value === null ? "open" : signed(unit, unit === "points" ? -value : value));
  return `${say(from)} to ${say(to)}`;
}

function signed(unit: Change["unit"], value: number): string {
  const amount = unit === "points" ? -value * 100 : (Math.exp(value) - 1) * 100;
  const text = digits(Math.abs(amount));
  const sign = text === "0" ? "" : amount < 0 ? "-" : "+";
  return `${sign}${text}${unit === "points" ? " points" : " %"}`;
}

function digits(amount: number): string {
  return amount !== 0 && Math.abs(amount) < 1
    ? amount.toFixed(1).replace("0.0", "0")
    : Math.round(amount).toLocaleString("en-US");
}
