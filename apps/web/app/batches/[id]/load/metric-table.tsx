"use client";

import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { Definition } from "#components/definition.tsx";
import type { Figure } from "#components/figure-model.ts";
import { classNames } from "#components/class-names.ts";
import type { MetricRow } from "./prepare-metrics.ts";

const struck = (isStruck: boolean) => (isStruck ? "line-through decoration-bad" : "");

function FigureCell({ figure, isStruck }: { figure: Figure; isStruck: boolean }) {
  return (
    <span className="block py-1 leading-tight">
      {figure.value === null ? null : (
        <span className={classNames(struck(isStruck), figure.isGreyed && "text-muted")}>{figure.value}</span>
      )}
      <span className="block text-caption text-muted">{figure.interval ?? figure.why}</span>
    </span>
  );
}

const figureColumn = (id: "p50" | "p90" | "p95" | "p99", isStruck: boolean): DataColumn<MetricRow> => ({
  id,
  header: id,
  meta: { isNumber: true },
  cell: ({ row }) => <FigureCell figure={row.original[id]} isStruck={isStruck} />,
});

const columnsOf = (isStruck: boolean): DataColumn<MetricRow>[] => [
  {
    id: "metric",
    header: "Metric",
    cell: ({ row: { original: metric } }) => (
      <span className="block min-w-28">
        <Definition text={metric.definition}>{metric.title}</Definition>
        {/* A column of its own would push the percentiles out of sight. */}
        <span className="block text-caption text-muted md:hidden">{metric.unit}</span>
      </span>
    ),
  },
  {
    id: "unit",
    header: "Unit",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <span className="text-muted">{row.original.unit}</span>,
  },
  {
    id: "mean",
    header: "Mean",
    meta: { isNumber: true },
    cell: ({ row }) => <span className={struck(isStruck)}>{row.original.mean}</span>,
  },
  figureColumn("p50", isStruck),
  figureColumn("p90", isStruck),
  figureColumn("p95", isStruck),
  figureColumn("p99", isStruck),
  { id: "n", header: "n", meta: { isNumber: true }, cell: ({ row }) => row.original.n },
];

type MetricTableProps = { rows: MetricRow[]; isStruck: boolean };

/** Every metric with its percentiles, their 95 % intervals and what they rest on. */
export const MetricTable = ({ rows, isStruck }: MetricTableProps) => (
  <DataTable caption="Metrics" columns={columnsOf(isStruck)} rows={rows} rowKey={({ name }) => name} />
);
