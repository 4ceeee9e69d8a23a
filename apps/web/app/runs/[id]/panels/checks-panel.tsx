"use client";

import { useQuery } from "@tanstack/react-query";
import type { Run } from "@tfbench/contracts";
import { Check, Minus, X } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prepareChecks, type CheckRow } from "./prepare-checks.ts";

const LOOK: Record<CheckRow["state"], { icon: typeof Check; word: string; tone: string }> = {
  fine: { icon: Check, word: "no objection", tone: "text-muted" },
  objected: { icon: X, word: "objected", tone: "text-bad" },
  not_asked: { icon: Minus, word: "not asked", tone: "text-quiet" },
};

/** What judged the result, one by one: expected, and found. */
export function ChecksPanel({ run }: { run: Run }) {
  const { data: batch, error, refetch } = useQuery(queries.batch(browserApi, run.batch_id));
  if (batch === undefined && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (batch === undefined) return <Skeleton className="m-3 h-24" />;
  const { rows, note } = prepareChecks(run, batch.plan.settings);
  return (
    <div className="flex flex-col">
      {note === null ? null : <p className="px-3 py-2 text-muted">{note}</p>}
      {rows.map((row) => (
        <CheckLine key={row.name} row={row} />
      ))}
    </div>
  );
}

function CheckLine({ row }: { row: CheckRow }) {
  const { icon: Icon, word, tone } = LOOK[row.state];
  return (
    <div className="flex flex-col gap-0.5 border-t px-3 py-2 text-meta first:border-0">
      <p className="flex items-center justify-between gap-2">
        <span className="font-strong">Guard: {row.name}</span>
        <span className={`inline-flex items-center gap-1 ${tone}`}>
          <Icon aria-hidden className="size-3.5" />
          {word}
        </span>
      </p>
      <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-2">
        <dt className="text-muted">expected</dt>
        <dd>{row.expected}</dd>
        <dt className="text-muted">found</dt>
        <dd className="break-words">
          <bdi>{row.found}</bdi>
        </dd>
      </dl>
    </div>
  );
}
