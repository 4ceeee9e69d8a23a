"use client";

import { AppLink } from "#components/app-link.tsx";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import type { Figure } from "#components/figure-model.ts";
import { StatusBadge } from "#components/status-badge.tsx";
import type { LevelRow } from "./prepare.ts";

function FigureCell({ figure: { value, unit, interval, why, isGreyed } }: { figure: Figure }) {
  return (
    <span className="block py-1 leading-tight">
      {value === null ? null : (
        <span className={isGreyed ? "text-muted" : undefined}>
          {value} {unit}
        </span>
      )}
      <span className="block text-caption text-muted">{interval ?? why}</span>
    </span>
  );
}

const number = (id: string, header: string, cell: (row: LevelRow) => string): DataColumn<LevelRow> => ({
  id,
  header,
  meta: { isNumber: true },
  cell: ({ row }) => cell(row.original),
});
const figure = (id: string, header: string, of: (row: LevelRow) => Figure): DataColumn<LevelRow> => ({
  id,
  header,
  meta: { isNumber: true },
  cell: ({ row }) => <FigureCell figure={of(row.original)} />,
});

const LEVEL: DataColumn<LevelRow> = {
  id: "level",
  header: "Level",
  cell: ({ row: { original: row } }) => (
    <AppLink href={row.batch.href} className="block whitespace-nowrap underline underline-offset-2">
      {row.level}
    </AppLink>
  ),
};
const STATE: DataColumn<LevelRow> = {
  id: "state",
  header: "State",
  cell: ({ row: { original: row } }) => (
    <span className="block min-w-32 py-1 leading-tight">
      <StatusBadge look={row.look} />
      {row.why === null ? null : <span className="block max-w-72 text-caption text-muted">{row.why}</span>}
    </span>
  ),
};

type LevelTableProps = { rows: LevelRow[]; from: string };

/** One line a level, each with the way to its batch. */
export function LevelTable({ rows, from }: LevelTableProps) {
  const columns: DataColumn<LevelRow>[] = [
    LEVEL,
    STATE,
    number("completed", "Completed/s", ({ completed }) => completed),
    number("tokens", "Tokens/s", ({ tokens }) => tokens),
    figure("errors", "Errors", ({ errors }) => errors),
    figure("ttft", `First token p95, ${from}`, ({ ttft }) => ttft),
    figure("response", `Whole answer p95, ${from}`, ({ response }) => response),
    number("n", "n", ({ n }) => n),
  ];
  return <DataTable caption="Levels" columns={columns} rows={rows} rowKey={({ key }) => key} />;
}
