"use client";

import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import type { TriedRow } from "./prepare-search.ts";

const COLUMNS: DataColumn<TriedRow>[] = [
  {
    id: "level",
    header: "Level",
    cell: ({ row }) => <span className="block whitespace-nowrap">{row.original.level}</span>,
  },
  { id: "verdict", header: "Verdict", cell: ({ row }) => <StatusBadge look={row.original.look} /> },
  { id: "loads", header: "Loads", meta: { isNumber: true }, cell: ({ row }) => row.original.loads },
  {
    id: "evidence",
    header: "Good runs, with the bounds of one look",
    cell: ({ row }) => (
      <span className="block min-w-48 py-1 leading-tight">
        {row.original.evidence.map((line) => (
          <span key={line} className="block">
            {line}
          </span>
        ))}
      </span>
    ),
  },
];
const keyOf = ({ key }: TriedRow): string => key;

/** One line for each level that a search has tried. */
export function TriedTable({ rows }: { rows: TriedRow[] }) {
  return <DataTable caption="Tried levels" columns={COLUMNS} rows={rows} rowKey={keyOf} />;
}
