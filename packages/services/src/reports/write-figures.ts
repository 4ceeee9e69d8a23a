import type { Distribution, KpiBlock, Provider, Rate } from "@tfbench/contracts";

export const percent = (share: number): string => {
  const value = share * 100;
  const isNearEnd = (value > 0 && value < 1) || (value > 99 && value < 100);
  return isNearEnd ? value.toFixed(1) : String(Math.round(value));
};
export const count = (value: number): string => value.toLocaleString("en-US");

/** "92 % (83-97 %, 55/60)". */
export function writeRate({ value, low, high, numerator, denominator }: Rate): string {
  if (value === null || low === null || high === null) return "unknown";
  return `${percent(value)} % (${percent(low)}-${percent(high)} %, ${count(numerator)}/${count(denominator)})`;
}

/** Durations of one sentence share the unit of the largest. */
export function writeDurations(values: readonly number[]): { texts: string[]; unit: string } {
  const largest = Math.max(0, ...values);
  const [unit, ms, decimals] =
    largest < 10_000 ? ["ms", 1, 0] : largest < 600_000 ? ["s", 1_000, 1] : ["min", 60_000, 1];
  const write = (value: number) =>
    (value / Number(ms)).toLocaleString("en-US", {
      minimumFractionDigits: Number(decimals),
      maximumFractionDigits: Number(decimals),
    });
  return { texts: values.map(write), unit: String(unit) };
}

function writeMedian({ p50: { value, low, high, needed, n }, ended, n: all }: Distribution): string {
  if (ended === 0 && all > 0) return `none of ${count(all)} came to an end`;
  if (needed !== null) return `typical time unknown, too few runs (${n} of ${needed})`;
  if (value === null) return "more than half without an end, so no typical time";
  const { texts, unit } = writeDurations([value, low ?? value, ...(high === null ? [] : [high])]);
  const [median, from, to] = texts;
  return `typical run ${median} ${unit} (${from}-${to ?? "open"})`;
}

type Told = {
  /** Whose runs they are: nothing judges what an endpoint's text says, unless something did. */
  provider: Provider;
  block: Omit<KpiBlock, "gaps_ms">;
  total: Distribution;
};

/** What a set of runs says, in one sentence: whether they succeeded, how long the typical one took, what is missing. */
export function writeHeadline({ provider, block, total }: Told): string {
  if (block.finished === 0) return "No run has finished.";
  if (block.attempted === 0) return `None of ${count(block.finished)} finished runs counts as attempted.`;
  const unended = total.n - total.ended;
  const parts = [
    writeSuccess(block, provider),
    writeMedian(total),
    ...(unended > 0 && total.ended > 0 ? [`${count(unended)} of ${count(total.n)} without an end`] : []),
  ];
  return `${parts.join("; ")}.`;
}

function writeSuccess(block: Told["block"], provider: Provider): string {
  const { success, completed_unchecked, evaluated, success_if_unevaluated_passed: upper } = block;
  const isJudged = evaluated.numerator > 0;
  // Nothing came so far that it could be judged: "0 % passed" would speak of goals.
  if (!isJudged && (provider !== "tinyfish" || completed_unchecked.numerator === 0))
    return `${writeRate(completed_unchecked)} completed`;
  if (success.numerator === 0 && completed_unchecked.numerator > 0)
    return `No run was judged as passed, ${writeRate(completed_unchecked)} completed unchecked`;
  const range =
    upper !== null && success.value !== null && upper > success.value
      ? `, ${percent(upper)} % if every unjudged run had passed`
      : "";
  return `${writeRate(success)} passed${range}`;
}
