"use client";

import { TextLink } from "#components/app-link.tsx";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Instant } from "#components/instant.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import type { FailureRow } from "./prepare.ts";

const lookOf = ({ outcome: { status, goal }, what }: FailureRow) => ({
  ...(status === "completed" ? GOAL_LOOK[goal] : RUN_STATUS_LOOK[status]),
  word: what,
});

const COLUMNS: DataColumn<FailureRow>[] = [
  { id: "what", header: "Ended as", cell: ({ row }) => <StatusBadge look={lookOf(row.original)} /> },
  {
    id: "reason",
    header: "Reason",
    cell: ({ row: { original: group } }) => (
      <span className="block min-w-52 py-1 whitespace-normal">
        <span className="font-mono">{group.reason}</span>
        <span className="block break-words text-muted">{group.sentence}</span>
      </span>
    ),
  },
  {
    id: "count",
    header: "Runs",
    meta: { isNumber: true },
    cell: ({ row: { original: group } }) => <TextLink href={group.href}>{group.count}</TextLink>,
  },
  { id: "share", header: "Of attempted", meta: { isNumber: true }, cell: ({ row }) => row.original.share },
  { id: "first", header: "First seen", cell: ({ row }) => <Instant at={row.original.firstSeenAt} /> },
  { id: "last", header: "Last seen", cell: ({ row }) => <Instant at={row.original.lastSeenAt} /> },
  {
    id: "examples",
    header: "Latest runs",
    cell: ({ row }) => (
      <span className="inline-flex gap-2">
        {row.original.exampleIds.map((id) => (
          <TextLink key={id} href={`/runs/${id}`}>
            {id}
          </TextLink>
        ))}
      </span>
    ),
  },
];

/** Why runs did not succeed, most frequent first. */
export function FailureTable({ rows, attempted }: { rows: readonly FailureRow[]; attempted: number }) {
  if (rows.length === 0)
    return (
      <EmptyState title={attempted === 0 ? "No run was attempted in this period" : "Every attempted run succeeded"}>
        <p>{attempted === 0 ? "Choose a longer period, or trigger a run." : "Nothing to look into here."}</p>
      </EmptyState>
    );
  return <DataTable caption="Failures by reason" columns={COLUMNS} rows={rows} rowKey={({ key }) => key} />;
}
