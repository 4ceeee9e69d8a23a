import type { ChangeVerdict } from "@tfbench/contracts";
import { TextLink } from "#components/app-link.tsx";
import { classNames } from "./class-names.ts";
import { Definition } from "./definition.tsx";
import type { Figure } from "./figure-model.ts";
import { FigureView } from "./figure-view.tsx";
import { SparkLine } from "./spark-line.tsx";
import { VERDICT_LOOK } from "./status-look.ts";

/** Places in a box of 1 by 1 from its top left; null is a gap. */
export type Spark = readonly ({ x: number; y: number } | null)[];
type TileTrend = { verdict: ChangeVerdict; sentence: string | null; spark: Spark | null };

export type StatTileModel = {
  title: string;
  definition: string;
  figures: readonly Figure[];
  /** What else must be known to read the figures. */
  note: string | null;
  previous: string | null;
  link: { href: string; text: string } | null;
  /** The change against the period before, judged; it stands in place of `previous`. */
  trend?: TileTrend;
};

function TileChange({ verdict, sentence }: TileTrend) {
  const { icon: Icon, word, tone } = VERDICT_LOOK[verdict];
  if (sentence === null) return null;
  return (
    <span className={classNames("inline-flex min-w-0 items-start gap-1", tone)}>
      <Icon aria-label={word} className="mt-0.5 size-3 shrink-0" />
      <span>{sentence}</span>
    </span>
  );
}

/** By the number of figures. Two stand below each other where a phone shows two tiles beside each other. */
const COLUMNS: Record<number, string> = {
  1: "grid-cols-[minmax(0,1fr)_auto]",
  2: "grid-cols-[repeat(auto-fit,minmax(6rem,1fr))]",
  3: "grid-cols-3",
};

export function StatTile({ tile, className }: { tile: StatTileModel; className?: string }) {
  const { title, definition, figures, note, previous, link, trend } = tile;
  const isRow = figures.length > 1;
  const spark = trend?.spark ?? null;
  return (
    <section
      aria-label={title}
      className={classNames("flex min-w-0 flex-col gap-1 rounded-control border bg-panel p-3", className)}
    >
      <h2 className="text-meta font-normal text-muted">
        <Definition text={definition}>{title}</Definition>
      </h2>
      <div className={classNames("grid gap-3", COLUMNS[figures.length] ?? COLUMNS[1])}>
        {figures.map((figure, index) => (
          <FigureView key={figure.name ?? index} figure={figure} size={isRow ? "small" : "large"} />
        ))}
        {spark === null ? null : (
          <SparkLine spark={spark} className={isRow ? "col-span-full h-5 w-full" : "mt-1 h-6 w-16"} />
        )}
      </div>
      {note === null ? null : <p className="text-meta text-muted">{note}</p>}
      <div className="mt-auto flex flex-wrap justify-between gap-x-3 pt-1 text-meta text-muted">
        {trend === undefined ? (
          <span>{previous}</span>
        ) : (
          <span title={previous ?? undefined} className="min-w-0">
            <TileChange {...trend} />
          </span>
        )}
        {link === null ? null : <TextLink href={link.href}>{link.text}</TextLink>}
      </div>
    </section>
  );
}
