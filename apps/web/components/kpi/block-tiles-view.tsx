import { classNames } from "#components/class-names.ts";
import { StatTile } from "#components/stat-tile.tsx";
import type { BlockTiles } from "./prepare-block-tiles.ts";

const COLUMNS: Record<number, string> = { 2: "lg:grid-cols-2", 3: "lg:grid-cols-3", 5: "lg:grid-cols-5" };

/** Outcomes in one row, times in the next. */
export function BlockTilesView({ outcomes, times }: BlockTiles) {
  return (
    <div className="flex flex-col gap-3">
      <div className={classNames("grid grid-cols-2 gap-3", COLUMNS[outcomes.length] ?? "lg:grid-cols-4")}>
        {outcomes.map((tile, index) => (
          <StatTile
            key={tile.title}
            tile={tile}
            // An odd one does not leave half a line empty.
            {...(index % 2 === 0 && index === outcomes.length - 1 ? { className: "max-lg:col-span-2" } : {})}
          />
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
