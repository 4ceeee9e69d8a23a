import type { SloReport } from "@tfbench/contracts";
import { Definition } from "#components/definition.tsx";
import { FigureView } from "#components/figure-view.tsx";
import { Panel } from "#components/panel.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { prepareSlo, type SloModel, type SloRow } from "./prepare-slo.ts";

/** How runs stand to what their scenario is held to; nothing where it is held to nothing. */
export function SloPanel({ report, isStruck = false }: { report: SloReport | null; isStruck?: boolean }) {
  if (report === null) return null;
  const { limits, kept, rows, notes } = prepareSlo(report, isStruck);
  return (
    <Panel
      title={
        <Definition text="Over all attempted runs. Met and breached are shown at 95 %, one-sided; a run that did not succeed, or lacks a limited figure, is not good.">
          Service level objectives
        </Definition>
      }
    >
      <div className="divide-y divide-border rounded-control border bg-panel">
        {kept.length === 0 ? null : <KeptLimits limits={limits} kept={kept} />}
        {rows.length === 0 ? null : (
          <ul className="divide-y divide-border">
            {rows.map((row) => (
              <ObjectiveLine key={row.text} row={row} />
            ))}
          </ul>
        )}
        {notes.map((note) => (
          <p key={note} className="px-3 py-2 text-meta text-warn">
            {note}
          </p>
        ))}
      </div>
    </Panel>
  );
}

const KeptLimits = ({ limits, kept }: Pick<SloModel, "limits" | "kept">) => (
  <div className="grid gap-3 p-3 sm:grid-cols-[1fr_auto_auto] sm:gap-6">
    <div className="min-w-0">
      <h3 className="text-meta font-normal text-muted">Each run</h3>
      <ul className="flex flex-wrap gap-x-4 font-mono break-words">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </div>
    {kept.map(({ title, figure }) => (
      <section key={title} aria-label={title} className="min-w-0 sm:min-w-36">
        <h3 className="text-meta font-normal text-muted">{title}</h3>
        <FigureView figure={figure} size="small" />
      </section>
    ))}
  </div>
);

const ObjectiveLine = ({ row: { text, look, figure, bound, why } }: { row: SloRow }) => (
  <li className="grid items-baseline gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[6.5rem_minmax(10rem,16rem)_12rem_1fr]">
    {/* The badge's baseline is that of its icon. */}
    <span className="relative top-0.75">
      <StatusBadge look={look} />
    </span>
    <span className="font-mono break-words">{text}</span>
    <FigureView figure={figure} size="small" />
    <span className="min-w-0">
      {bound}
      {why === null ? null : <span className="block text-meta text-muted">{why}</span>}
    </span>
  </li>
);
