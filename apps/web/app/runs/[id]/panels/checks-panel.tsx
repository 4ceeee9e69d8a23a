"use client";

import { useQuery } from "@tanstack/react-query";
import type { CheckResult, Run } from "@tfbench/contracts";
import { Check, Minus, X } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prepareNotes } from "./prepare-checks.ts";

/** A guard that passed is no success: green is for a goal that was met. */
const LOOK: Record<CheckResult["outcome"], { icon: typeof Check; word: string; tone: string }> = {
  passed: { icon: Check, word: "passed", tone: "text-muted" },
  failed: { icon: X, word: "failed", tone: "text-bad" },
  not_applicable: { icon: Minus, word: "does not apply", tone: "text-quiet" },
};

/** What judged the result, one by one: expected, and found. */
export function ChecksPanel({ run }: { run: Run }) {
  const { data, error, refetch } = useQuery(queries.runChecks(browserApi, run.id));
  if (data === undefined && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton className="m-3 h-24" />;
  return (
    <div className="flex flex-col">
      {prepareNotes(run, data).map((note) => (
        <p key={note} className="px-3 py-2 text-muted">
          {note}
        </p>
      ))}
      <ul aria-label="Checks" className="border-t empty:border-0">
        {data.checks.map((check) => (
          <CheckLine key={check.name} check={check} decides={check.name === data.decided_by} />
        ))}
      </ul>
    </div>
  );
}

function CheckLine({ check, decides }: { check: CheckResult; decides: boolean }) {
  const { icon: Icon, word, tone } = LOOK[check.outcome];
  return (
    <li className="flex flex-col gap-0.5 border-t px-3 py-2 text-meta first:border-0">
      <p className="flex items-center justify-between gap-2">
        <span className="font-strong">Guard: {check.name}</span>
        <span className={`inline-flex items-center gap-1 ${tone}`}>
          <Icon aria-hidden className="size-3.5" />
          {word}
          {decides ? ", decides" : ""}
        </span>
      </p>
      <dl className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-2">
        <dt className="text-muted">expected</dt>
        <dd>{check.expected}</dd>
        <dt className="text-muted">found</dt>
        <dd className="break-words">
          <bdi>{check.found}</bdi>
        </dd>
      </dl>
    </li>
  );
}
