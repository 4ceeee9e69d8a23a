"use client";

import type { CaseReport, Goal, RunStatus } from "@tfbench/contracts";
import { AppLink } from "#components/app-link.tsx";
import { classNames } from "#components/class-names.ts";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { prepareCases, type CaseRow } from "./prepare.ts";

const DOT: Record<Exclude<RunStatus, "completed">, string> = {
  queued: "border border-quiet",
  running: "bg-live",
  agent_failed: "bg-bad",
  infra_error: "bg-fault",
  rate_limited: "bg-warn",
  timeout: "bg-warn",
  cancelled: "bg-border-strong",
  dropped: "border border-warn",
  out_of_credits: "bg-warn",
  budget_stopped: "bg-warn",
  aborted: "bg-fault",
};
const GOAL_DOT: Record<Goal, string> = {
  passed: "bg-good",
  partial: "bg-warn",
  failed: "bg-bad",
  blocked: "bg-shield",
  task_invalid: "bg-quiet",
  not_evaluated: "bg-text",
};

const COLUMNS: DataColumn<CaseRow>[] = [
  {
    id: "case",
    header: "Case",
    cell: ({ row }) => <span className="block max-w-72 break-words whitespace-normal">{row.original.label}</span>,
  },
  {
    id: "repeats",
    header: "Runs, in order",
    cell: ({ row: { original: one } }) => (
      <span className="flex max-w-96 min-w-40 flex-wrap whitespace-normal">
        {one.dots.map(({ runId, title, status, goal }) => (
          <AppLink
            key={runId}
            href={`/runs/${runId}`}
            title={title}
            aria-label={title}
            className="inline-flex size-6 items-center justify-center rounded-chip hover:bg-sunken"
          >
            <span
              aria-hidden
              className={classNames("size-2.5 rounded-full", status === "completed" ? GOAL_DOT[goal] : DOT[status])}
            />
          </AppLink>
        ))}
        {one.more === null ? null : <span className="text-muted">{one.more}</span>}
      </span>
    ),
  },
  { id: "success", header: "Passed", meta: { isNumber: true }, cell: ({ row }) => row.original.passed },
  { id: "unchecked", header: "Unchecked", meta: { isNumber: true }, cell: ({ row }) => row.original.unchecked },
  { id: "median", header: "Median, all attempted", meta: { isNumber: true }, cell: ({ row }) => row.original.median },
  { id: "flaky", header: "Flaky", cell: ({ row }) => row.original.flaky },
];

/** Every case with its repeats as dots; a dot opens its run. */
export const CaseTable = ({ cases }: { cases: readonly CaseReport[] }) => (
  <DataTable caption="Cases" columns={COLUMNS} rows={prepareCases(cases)} rowKey={({ key }) => key} />
);
