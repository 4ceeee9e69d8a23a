"use client";

import type { RunSummary } from "@tfbench/contracts";
import { X } from "lucide-react";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { Instant } from "#components/instant.tsx";
import { useShortcuts } from "#components/shortcuts/shortcuts.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { prepareHeadline } from "../[id]/prepare.ts";
import { preparePeekBadges, preparePeekFigures } from "./prepare-peek.ts";

/** The run under the cursor, beside the list: j and k go on walking, Enter opens it, Escape closes this. */
export function RunPeek({ run, onClose }: { run: RunSummary; onClose: () => void }) {
  useShortcuts([{ keys: "Escape", text: "Close the peek", group: "List", run: onClose }]);
  return (
    <aside
      aria-label={`Run ${run.id}`}
      className="fixed inset-y-0 right-0 z-40 flex w-full max-w-96 flex-col gap-3 overflow-y-auto border-l bg-raised p-4 shadow-float max-md:inset-x-0 max-md:top-auto max-md:bottom-12 max-md:max-h-[70dvh] max-md:max-w-none max-md:border-t"
    >
      <header className="flex items-start justify-between gap-2">
        <h2 className="text-section">Run {run.id}</h2>
        <Button variant="quiet" size="icon" aria-label="Close the peek" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </header>
      <p className="flex flex-wrap gap-x-3">
        {preparePeekBadges(run).map((badge) => (
          <StatusBadge key={badge.prefix ?? "status"} {...badge} />
        ))}
      </p>
      <p dir="auto" className="max-h-40 overflow-y-auto break-words">
        {prepareHeadline(run)}
      </p>
      {run.verdict?.note ? (
        <p dir="auto" className="break-words text-muted">
          Verdict: {run.verdict.note}
        </p>
      ) : null}
      <dl className="grid grid-cols-2 gap-2">
        {preparePeekFigures(run).map(({ name, value }) => (
          <div key={name}>
            <dt className="text-meta text-muted">{name}</dt>
            <dd className="text-section font-strong">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-meta text-muted">
        <Instant at={run.started_at ?? run.due_at} isExact /> on {run.target_name} ({ORIGIN_WORD[run.origin]})
      </p>
      {run.tags.length === 0 ? null : (
        <p dir="auto" className="text-meta break-words">
          Tags: {run.tags.join(", ")}
        </p>
      )}
      <p className="flex flex-wrap gap-x-3 gap-y-1">
        <Button asChild size="dense" variant="primary">
          <AppLink href={`/runs/${run.id}`}>Open run {run.id}</AppLink>
        </Button>
        <TextLink href={`/batches/${run.batch_id}`}>Batch {run.batch_id}</TextLink>
        <TextLink href={`/runs?scenario=${run.scenario_id}`} className="max-w-full truncate" title={run.scenario_name}>
          Runs of <bdi>{run.scenario_name}</bdi>
        </TextLink>
        {run.rerun_of === null ? null : <TextLink href={`/runs/${run.rerun_of}`}>Re-run of {run.rerun_of}</TextLink>}
      </p>
    </aside>
  );
}
