import type { BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import type { StatTileModel } from "#components/stat-tile.tsx";

/** Figures that must not be believed are shown struck through. */
export function strikeTiles({ outcomes, times }: BlockTiles, isStruck: boolean): BlockTiles {
  if (!isStruck) return { outcomes, times };
  const strike = (tile: StatTileModel): StatTileModel => ({
    ...tile,
    figures: tile.figures.map((figure) => ({ ...figure, isStruck })),
  });
  return { outcomes: outcomes.map(strike), times: times.map(strike) };
}
