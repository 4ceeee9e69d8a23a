"use client";

import { useMemo } from "react";
import { AppLink } from "#components/app-link.tsx";
import { DataTable, type DataColumn, type TableSort } from "#components/data-table.tsx";
import { Instant } from "#components/instant.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import type { RunRow, RunRows } from "./prepare-run-rows.ts";
import { useRememberedOrder } from "./use-remembered-order.ts";

function runColumns(units: RunRows["units"]): DataColumn<RunRow>[] {
  return [
    {
      id: "run",
      header: "Run",
      meta: { sortBy: "id" },
      cell: ({ row: { original: run } }) => (
        <AppLink href={run.href} className="font-mono underline underline-offset-2">
          {run.id}
        </AppLink>
      ),
    },
    { id: "when", header: "When", meta: { sortBy: "due_at" }, cell: ({ row }) => <Instant at={row.original.dueAt} /> },
    {
      id: "scenario",
      header: "Scenario",
      cell: ({ row: { original: run } }) => (
        <span className="block max-w-56 truncate" title={run.scenario.name}>
          {run.scenario.name}
        </span>
      ),
    },
    {
      id: "target",
      header: "Target",
      meta: { className: "max-xl:hidden" },
      cell: ({ row }) => (
        <span className="block max-w-40 truncate text-muted" title={row.original.target}>
          {row.original.target}
        </span>
      ),
    },
    {
      id: "status",
      header: "Execution",
      cell: ({ row }) => <StatusBadge look={RUN_STATUS_LOOK[row.original.status]} />,
    },
    { id: "goal", header: "Goal", cell: ({ row }) => <StatusBadge look={GOAL_LOOK[row.original.goal]} /> },
    {
      id: "total",
      header: "Total",
      accessorFn: (run) => run.total,
      meta: { isNumber: true, sortBy: "total_duration_ms", unit: units.total },
    },
    {
      id: "ttft",
      header: "First action",
      accessorFn: (run) => run.ttft,
      meta: { isNumber: true, sortBy: "ttft_ms", unit: units.ttft },
    },
    { id: "steps", header: "Steps", accessorFn: (run) => run.steps, meta: { isNumber: true } },
    { id: "cost", header: "Cost", accessorFn: (run) => run.cost, meta: { isNumber: true, sortBy: "cost_usd" } },
    {
      id: "reason",
      header: "Why",
      cell: ({ row: { original: run } }) =>
        run.reason === null ? null : (
          <span className="block max-w-80 min-w-40 truncate text-muted" title={run.reason}>
            {run.reason}
          </span>
        ),
    },
  ];
}

type RunTableProps = { caption: string; runs: RunRows; sort?: TableSort };

export function RunTable({ caption, runs, sort }: RunTableProps) {
  const columns = useMemo(() => runColumns(runs.units), [runs.units]);
  useRememberedOrder(runs.rows);
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={runs.rows}
      rowKey={(run) => String(run.id)}
      {...(sort === undefined ? {} : { sort })}
    />
  );
}
