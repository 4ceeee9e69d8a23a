"use client";

import { AppLink } from "#components/app-link.tsx";
import { OutcomeBar } from "#components/batches/outcome-bar.tsx";
import type { DataColumn } from "#components/data-table.tsx";
import { Elapsed } from "#components/elapsed.tsx";
import { Instant } from "#components/instant.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, ORIGIN_WORD, VALIDITY_LOOK } from "#components/status-look.ts";
import { CutText } from "#components/table/cut-text.tsx";
import { NumberedCell } from "#components/table/numbered-cell.tsx";
import type { DurationUnit } from "#format/duration-unit.ts";
import type { BatchRow } from "./prepare.ts";

/** Which batch it is. */
const NAMES: readonly DataColumn<BatchRow>[] = [
  {
    id: "id",
    header: "Batch",
    meta: { sortBy: "id" },
    cell: ({ row: { original: batch } }) => (
      <NumberedCell id={batch.id} href={batch.href} look={BATCH_STATUS_LOOK[batch.status]} />
    ),
  },
  { id: "when", header: "Created", cell: ({ row }) => <Instant at={row.original.createdAt} /> },
  {
    id: "scenario",
    header: "Scenario",
    meta: { sortBy: "scenario_name" },
    cell: ({ row: { original: batch } }) => (
      <>
        <AppLink href={batch.scenario.href} className="block underline-offset-2 hover:underline">
          <CutText text={batch.scenario.name} className="max-w-48 min-w-32 max-md:max-w-36 min-[1600px]:max-w-64" />
        </AppLink>
        {batch.labels === "" ? null : (
          <CutText
            text={batch.labels}
            className="max-w-48 font-mono text-caption text-muted max-md:max-w-36 min-[1600px]:max-w-64"
          />
        )}
        {/* On a phone the column of its own would be out of sight. */}
        <span className="mt-1 block max-w-36 md:hidden">
          <OutcomeBar parts={batch.parts} label={batch.outcomes} />
        </span>
      </>
    ),
  },
  {
    id: "target",
    header: "Target",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => (
      <CutText text={row.original.target} className="max-w-24 text-muted xl:max-w-28 min-[1600px]:max-w-40" />
    ),
  },
  {
    id: "origin",
    header: "Origin",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <span className="text-muted">{ORIGIN_WORD[row.original.origin]}</span>,
  },
];

/** Which batch it is, and how it went. */
export const batchColumns = (unit: DurationUnit): DataColumn<BatchRow>[] => [
  ...NAMES,
  {
    id: "status",
    header: "Status",
    meta: { className: "max-md:hidden" },
    cell: ({ row: { original: batch } }) => (
      <span className="inline-flex items-center gap-2 align-middle">
        <StatusBadge look={BATCH_STATUS_LOOK[batch.status]} />
        {batch.doubt === null ? null : <StatusBadge look={VALIDITY_LOOK[batch.doubt]} />}
      </span>
    ),
  },
  {
    id: "runs",
    header: "Runs",
    meta: { isNumber: true, sortBy: "run_count" },
    cell: ({ row }) => row.original.runs,
  },
  {
    id: "load",
    header: "Load",
    cell: ({ row }) => <CutText text={row.original.load} className="max-w-36 text-muted min-[1600px]:max-w-48" />,
  },
  {
    id: "outcomes",
    header: "How they ended",
    cell: ({ row: { original: batch } }) => (
      <span className="flex items-center gap-2">
        <span className="w-20 shrink-0">
          <OutcomeBar parts={batch.parts} label={batch.outcomes} />
        </span>
        <CutText text={batch.outcomes} className="max-w-24 text-muted xl:max-w-28 min-[1600px]:max-w-40" />
      </span>
    ),
  },
  {
    id: "took",
    header: "Took",
    meta: { isNumber: true, unit },
    cell: ({ row: { original: batch } }) =>
      batch.since === null ? (
        (batch.took ?? <span className="text-muted">not started</span>)
      ) : (
        <Elapsed since={batch.since} />
      ),
  },
];
