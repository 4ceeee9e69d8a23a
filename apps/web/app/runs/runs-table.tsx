"use client";

import type { RunPage } from "@tfbench/contracts";
import { useRouter } from "next/navigation";
import { useState, type ReactNode } from "react";
import { CursorPager } from "#components/cursor-pager.tsx";
import { DataTable, type TableSort } from "#components/data-table.tsx";
import type { RunRow } from "#components/runs/prepare-run-rows.ts";
import { useRememberedOrder } from "#components/runs/use-remembered-order.ts";
import { useShortcuts } from "#components/shortcuts/shortcuts.tsx";
import type { Density } from "#components/table/table-layout.ts";
import type { DataColumn, TableTrouble } from "#components/table/table-types.ts";
import { RunPeek } from "./peek/run-peek.tsx";
import { useRememberedRow } from "./use-remembered-row.ts";

type RunsTableProps = {
  page: RunPage | undefined;
  rows: readonly RunRow[] | undefined;
  rowKeys: readonly string[];
  columns: DataColumn<RunRow>[];
  density: Density;
  sort: TableSort;
  selection: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };
  isStale: boolean;
  isFirst: boolean;
  trouble: TableTrouble | null;
  empty: ReactNode;
  onPage: (cursor: string | null) => void;
};

const NO_ROWS: RunRow[] = [];
const keyOf = (run: { id: number }): string => String(run.id);

/** The page of runs with its cursor, what is seen of the run under it, and the way to the other pages. */
export function RunsTable({ page, rows, rowKeys, selection, isFirst, onPage, ...table }: RunsTableProps) {
  const router = useRouter();
  const [isPeeking, setPeeking] = useState(false);
  const { cursorKey, moveTo, frame } = useRememberedRow(rowKeys);
  useRememberedOrder(rows ?? NO_ROWS);
  const under = page?.data.find((run) => keyOf(run) === cursorKey);
  const togglePeek = () => under && setPeeking(!isPeeking);
  useShortcuts([{ keys: "p", text: "Peek at the row", group: "List", run: togglePeek }]);
  return (
    <>
      <div ref={frame}>
        <DataTable
          caption="Runs"
          rows={rows}
          rowKey={keyOf}
          selection={{ ...selection, nameOf: (run) => `run ${run.id}` }}
          cursor={{ key: cursorKey, onChange: moveTo, onOpen: (run) => router.push(run.href), onPeek: togglePeek }}
          {...table}
        />
      </div>
      <CursorPager
        isFirst={isFirst}
        previous={page?.prev_cursor ?? null}
        next={page?.next_cursor ?? null}
        onGo={onPage}
      />
      {isPeeking && under !== undefined ? <RunPeek run={under} onClose={() => setPeeking(false)} /> : null}
    </>
  );
}
