import { TextLink } from "#components/app-link.tsx";
import { classNames } from "./class-names.ts";
import { Definition } from "./definition.tsx";
import type { Figure } from "./figure-model.ts";
import { FigureView } from "./figure-view.tsx";

export type StatTileModel = {
  title: string;
  definition: string;
  figures: readonly Figure[];
  /** What else must be known to read the figures. */
  note: string | null;
  previous: string | null;
  link: { href: string; text: string } | null;
};

export function StatTile({ tile, className }: { tile: StatTileModel; className?: string }) {
  return (
    <section
      aria-label={tile.title}
      className={classNames("flex min-w-0 flex-col gap-1 rounded-control border bg-panel p-3", className)}
    >
      <h2 className="text-meta font-normal text-muted">
        <Definition text={tile.definition}>{tile.title}</Definition>
      </h2>
      <div className={classNames("grid gap-3", tile.figures.length > 1 && "grid-cols-3")}>
        {tile.figures.map((figure, index) => (
          <FigureView key={figure.name ?? index} figure={figure} size={tile.figures.length > 1 ? "small" : "large"} />
        ))}
      </div>
      {tile.note === null ? null : <p className="text-meta text-muted">{tile.note}</p>}
      <div className="mt-auto flex flex-wrap justify-between gap-x-3 pt-1 text-meta text-muted">
        <span>{tile.previous}</span>
        {tile.link === null ? null : <TextLink href={tile.link.href}>{tile.link.text}</TextLink>}
      </div>
    </section>
  );
}
