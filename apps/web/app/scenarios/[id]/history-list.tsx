"use client";

import { TextLink } from "#components/app-link.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Instant } from "#components/instant.tsx";
import type { HistoryRow } from "./prepare.ts";

/** Who changed what, and from which batch on it was measured; the newest first. */
export function HistoryList({ rows }: { rows: readonly HistoryRow[] }) {
  if (rows.length === 0)
    return (
      <EmptyState title="No change is recorded">
        <p>Edits of the scenario, its automation and its target will stand here.</p>
      </EmptyState>
    );
  return (
    <ol className="flex flex-col rounded-control border bg-panel">
      {rows.map(({ key, at, actor, sentence, kind, batch_id: batchId, definition_id: definitionId }) => (
        <li
          key={key}
          className="grid gap-x-4 gap-y-0.5 border-t px-3 py-2 first:border-t-0 md:grid-cols-[160px_90px_1fr]"
        >
          <Instant at={at} />
          <span className="text-muted">{actor}</span>
          <span className="min-w-0 break-words">
            {sentence}{" "}
            {batchId === null ? null : <TextLink href={`/batches/${batchId}`}>Open batch {batchId}</TextLink>}
            {kind === "measured" && definitionId !== null ? (
              <span className="ml-2 font-mono text-caption text-muted">{definitionId.slice(0, 8)}</span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
