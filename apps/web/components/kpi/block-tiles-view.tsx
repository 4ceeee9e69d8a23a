import { StatTile } from "#components/stat-tile.tsx";
import type { BlockTiles } from "./prepare-block-tiles.ts";

/** Outcomes in one row, times in the next. */
export function BlockTilesView({ outcomes, times }: BlockTiles) {
  return (
    <div className="flex flex-col gap-3">
      <div className={`grid grid-cols-2 gap-3 ${outcomes.length > 4 ? "lg:grid-cols-5" : "lg:grid-cols-4"}`}>
        {outcomes.map((tile) => (
          <StatTile key={tile.title} tile={tile} />
        ))}
      </div>
      <div className="grid gap-3 lg:grid-cols-3">
        {times.map((tile) => (
          <StatTile key={tile.title} tile={tile} />
        ))}
      </div>
    </div>
  );
}
