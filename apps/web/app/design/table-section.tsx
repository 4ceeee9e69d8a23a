"use client";

import { useState } from "react";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { RUN_STATUS_LOOK } from "#components/status-look.ts";
import { LayoutMenu } from "#components/table/layout-menu.tsx";
import { arrangeColumns } from "#components/table/table-layout.ts";
import { useTableLayout } from "#components/table/use-table-layout.ts";
import { Section } from "./section.tsx";
import { ROWS, type SpecimenRow } from "./specimens.ts";

const COLUMNS: DataColumn<SpecimenRow>[] = [
  { id: "run", header: "Run", accessorFn: (row) => row.id, meta: { sortBy: "id", isFixed: true } },
  { id: "scenario", header: "Scenario", accessorFn: (row) => row.name, meta: { sortBy: "scenario_name" } },
  {
    id: "status",
    header: "Execution",
    meta: { sortBy: "status" },
    cell: ({ row }) => <StatusBadge look={RUN_STATUS_LOOK[row.original.status]} />,
  },
  {
    id: "total",
    header: "Total",
    accessorFn: (row) => row.total,
    meta: { isNumber: true, unit: "s", sortBy: "total_duration_ms" },
  },
];
const rowKey = (row: SpecimenRow) => String(row.id);
const FAILED = { error: new Error("Specimen of a failure."), onRetry: () => {} };

export function TableSection() {
  const [sort, setSort] = useState("status,-total_duration_ms");
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set(["2"]));
  const [active, setActive] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const control = useTableLayout("design");
  const shared = { columns: arrangeColumns(COLUMNS, control.layout), rowKey, density: control.layout.density };
  return (
    <Section title="Table: j and k walk, x selects, Enter opens, Shift sorts by several columns">
      <div className="flex items-center gap-3">
        <LayoutMenu columns={COLUMNS} {...control} />
        <span className="text-meta text-muted">
          {keys.size} selected, sorted by {sort}, {opened === null ? "none opened" : `${opened} opened`}
        </span>
      </div>
      <DataTable
        {...shared}
        caption="Specimen runs"
        rows={ROWS}
        sort={{ value: sort, onChange: setSort }}
        selection={{ keys, onChange: setKeys, nameOf: (row) => `run ${row.id}` }}
        cursor={{ key: active, onChange: setActive, onOpen: (row) => setOpened(`run ${row.id}`) }}
      />
      <div className="grid gap-3 lg:grid-cols-3">
        <DataTable {...shared} caption="Specimen of waiting" rows={undefined} />
        <DataTable
          {...shared}
          caption="Specimen without rows"
          rows={[]}
          empty={<EmptyState title="No run matches" />}
        />
        <DataTable {...shared} caption="Specimen of a failure" rows={undefined} trouble={FAILED} />
      </div>
    </Section>
  );
}
