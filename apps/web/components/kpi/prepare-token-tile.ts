import type { Estimate, KpiBlock } from "@tfbench/contracts";
import type { Figure } from "#components/figure-model.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";
import { formatNumber } from "#format/format-number.ts";

const DEFINITION =
  "Tokens of each answer as the server counted them, and how many came per second after the first content. Medians over successes whose tokens are known, by linear interpolation (type 7), 95 % intervals by order statistics.";
const SPEED_OF_WHOLE_NUMBERS = 100;

const decimalsOf = (value: number, unit: string): number =>
  unit === "tokens" || value >= SPEED_OF_WHOLE_NUMBERS ? 0 : 1;

/** A median of tokens with its interval, its n, and the n it would need. */
export function tokenFigure({ value, low, high, n, needed }: Estimate, name: string, unit: string): Figure {
  const missing = needed === null ? null : `too few (${formatNumber(n)} of ${formatNumber(needed)})`;
  const shared = { name, isGreyed: missing !== null || value === null };
  if (value === null)
    return { ...shared, value: null, unit: "", interval: null, basis: null, why: missing ?? "not known" };
  const say = (figure: number) => formatNumber(figure, decimalsOf(value, unit));
  return {
    ...shared,
    value: say(value),
    unit,
    interval: low === null || high === null ? null : `${say(low)}-${say(high)}`,
    basis: `n ${formatNumber(n)}`,
    why: missing,
  };
}

const NOT_ADDED_UP: Figure = {
  name: "p50",
  value: null,
  unit: "",
  interval: null,
  basis: null,
  why: "not added up",
  isGreyed: true,
};

/** What the answers of endpoints were like; none where no token was counted. */
export function tokenTiles({ tokens, finished }: Pick<KpiBlock, "tokens" | "finished">): StatTileModel[] {
  const tile = { title: "Output", definition: DEFINITION, note: null, previous: null, link: null };
  if (tokens === null || finished === 0) return [];
  if (tokens === undefined)
    return [
      {
        ...tile,
        figures: [NOT_ADDED_UP],
        note: "Tokens are not added up over more than 5,000 runs: choose a shorter period, a scenario or a target.",
      },
    ];
  return [
    {
      ...tile,
      figures: [
        tokenFigure(tokens.output.p50, "p50", "tokens"),
        tokenFigure(tokens.output_per_second.p50, "p50 speed", "tokens/s"),
      ],
    },
  ];
}
