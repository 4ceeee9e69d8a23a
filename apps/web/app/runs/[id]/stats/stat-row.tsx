import type { Run } from "@tfbench/contracts";
import { memo } from "react";
import { classNames } from "#components/class-names.ts";
import { Definition } from "#components/definition.tsx";
import { prepareStatRow } from "./prepare-stat-row.ts";
import type { Stat } from "./stat.ts";

/** Events arrive many times a second; the figures are drawn again only when the run itself has changed. */
export const StatRow = memo(function StatRow({ run }: { run: Run }) {
  const { stats, pending } = prepareStatRow(run);
  return (
    <div className="rounded-control border bg-panel">
      {stats.length === 0 ? null : <StatList stats={stats} />}
      {pending === null ? null : <p className="px-3 py-2 text-muted">{pending}</p>}
    </div>
  );
});

function StatList({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className="grid grid-cols-2 md:grid-cols-5">
      {stats.map(({ title, definition, parts, note }) => (
        <div key={title} className="min-w-0 px-3 py-2">
          <dt className="text-meta text-muted">
            <Definition text={definition}>{title}</Definition>
          </dt>
          {parts.length === 0 ? null : (
            <dd className="text-section font-strong break-words">
              {parts.map(({ text, isGreyed }, index) => (
                <span key={index}>
                  {index === 0 ? null : <span className="font-normal text-muted"> / </span>}
                  <span className={classNames("whitespace-nowrap", isGreyed && "font-normal text-muted")}>{text}</span>
                </span>
              ))}
            </dd>
          )}
          {note === null ? null : <dd className="text-meta text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
