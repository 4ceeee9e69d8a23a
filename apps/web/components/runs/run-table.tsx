"use client";

import { useMemo } from "react";
import { DataTable } from "#components/data-table.tsx";
import type { RunRows } from "./prepare-run-rows.ts";
import { runColumns } from "./run-columns.tsx";
import { useRememberedOrder } from "./use-remembered-order.ts";

/** A few runs as they are; the runs page has a table of its own. */
export function RunTable({ caption, runs }: { caption: string; runs: RunRows }) {
  const columns = useMemo(() => runColumns(runs.heads), [runs.heads]);
  useRememberedOrder(runs.rows);
  return <DataTable caption={caption} columns={columns} rows={runs.rows} rowKey={(run) => String(run.id)} />;
}
