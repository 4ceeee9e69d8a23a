"use client";

import { useMemo } from "react";
import type { RunHeads, RunRow } from "#components/runs/prepare-run-rows.ts";
import { runColumns } from "#components/runs/run-columns.tsx";
import { arrangeColumns, type TableLayout } from "#components/table/table-layout.ts";
import type { DataColumn } from "#components/table/table-types.ts";
import { useTableLayout, type LayoutControl } from "#components/table/use-table-layout.ts";

type RunColumns = { all: DataColumn<RunRow>[]; shown: DataColumn<RunRow>[]; control: LayoutControl };
type ShownInAddress = { names: readonly string[] | null; onChange: (names: string[] | null) => void };

const idsOf = (columns: readonly DataColumn<RunRow>[]) => columns.flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The columns as the address names them, or else as this person left them; a change is kept in both. */
export function useRunColumns(heads: RunHeads, { names, onChange }: ShownInAddress): RunColumns {
  const { layout: own, change: keep } = useTableLayout("runs");
  const all = useMemo(() => runColumns(heads), [heads]);
  const layout: TableLayout = useMemo(
    () =>
      names === null
        ? own
        : {
            density: own.density,
            order: names,
            hidden: idsOf(all).filter((id) => id !== "run" && !names.includes(id)),
          },
    [names, own, all],
  );
  const change = (part: Partial<TableLayout>) => {
    const next = { ...layout, ...part };
    keep(next);
    if (part.order === undefined && part.hidden === undefined) return;
    const shown = idsOf(arrangeColumns(all, next));
    onChange(shown.join() === idsOf(all).join() ? null : shown);
  };
  return { all, shown: arrangeColumns(all, layout), control: { layout, change } };
}
