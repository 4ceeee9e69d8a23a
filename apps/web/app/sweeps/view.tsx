"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { CursorPager } from "#components/cursor-pager.tsx";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, ORIGIN_WORD } from "#components/status-look.ts";
import { prepareSweepRows, sweepsInput, type SweepRow } from "./prepare.ts";
import { sweepsParams } from "./search-params.ts";

const COLUMNS: DataColumn<SweepRow>[] = [
  {
    id: "id",
    header: "Sweep",
    cell: ({ row: { original: sweep } }) => (
      <>
        <AppLink href={sweep.href} className="font-mono underline underline-offset-2">
          {sweep.id}
        </AppLink>
        <span className="block md:hidden">
          <StatusBadge look={BATCH_STATUS_LOOK[sweep.status]} />
        </span>
      </>
    ),
  },
  {
    id: "when",
    header: "Created",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <Instant at={row.original.createdAt} />,
  },
  {
    id: "scenario",
    header: "Scenario",
    cell: ({ row: { original: sweep } }) => (
      <AppLink
        href={sweep.scenario.href}
        className="block max-w-48 min-w-32 truncate underline-offset-2 hover:underline xl:max-w-64"
        title={sweep.scenario.name}
      >
        {sweep.scenario.name}
      </AppLink>
    ),
  },
  {
    id: "target",
    header: "Target",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => (
      <span className="block max-w-40 truncate text-muted" title={row.original.target}>
        {row.original.target}
      </span>
    ),
  },
  {
    id: "origin",
    header: "Origin",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <span className="text-muted">{ORIGIN_WORD[row.original.origin]}</span>,
  },
  {
    id: "levels",
    header: "Levels",
    cell: ({ row }) => <span className="block min-w-28">{row.original.levels}</span>,
  },
  {
    id: "ended",
    header: "Ended",
    meta: { isNumber: true, className: "max-md:hidden" },
    cell: ({ row }) => row.original.ended,
  },
  {
    id: "status",
    header: "Status",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <StatusBadge look={BATCH_STATUS_LOOK[row.original.status]} />,
  },
];
const keyOf = ({ id }: SweepRow): string => String(id);

const NONE = (
  <EmptyState title="No sweep has been made yet">
    <p>
      Choose a scenario of an endpoint on the <TextLink href="/scenarios">scenarios page</TextLink>, press Run xN and
      say which levels, or between which to search.
    </p>
  </EmptyState>
);

/** Every sweep, each with the way to what its levels showed. */
export function SweepsView() {
  const router = useRouter();
  const [params, setParams] = useQueryStates(sweepsParams, { history: "push" });
  const [cursorKey, setCursorKey] = useState<string | null>(null);
  const list = useQuery(queries.sweeps(browserApi, sweepsInput(params)));
  const rows = useMemo(() => list.data && prepareSweepRows(list.data.data), [list.data]);
  const trouble =
    rows === undefined && list.error !== null ? { error: list.error, onRetry: () => void list.refetch() } : null;
  return (
    <>
      <PageHeader
        title="Sweeps"
        lead="The same workload at several levels of load, one batch after the other: given ones, or a search for the highest that meets objectives."
      />
      {rows === undefined ? null : <StaleNote error={list.error} />}
      <DataTable
        caption="Sweeps"
        columns={COLUMNS}
        rows={rows}
        rowKey={keyOf}
        cursor={{ key: cursorKey, onChange: setCursorKey, onOpen: ({ href }) => router.push(href) }}
        isStale={list.isPlaceholderData}
        trouble={trouble}
        empty={NONE}
      />
      <CursorPager
        isFirst={params.cursor === null}
        next={list.data?.next_cursor ?? null}
        onGo={(cursor) => void setParams({ cursor })}
      />
    </>
  );
}
