"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { CursorPager } from "#components/cursor-pager.tsx";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Instant } from "#components/instant.tsx";
import { Panel } from "#components/panel.tsx";
import { Select } from "#components/ui/select.tsx";
import { prepareAuditRow, type AuditRow } from "./prepare.ts";
import { auditInput, systemParams } from "./search-params.ts";

const NOUNS = ["automation", "scenario", "target", "batch", "sweep", "run"] as const;

const COLUMNS: DataColumn<AuditRow>[] = [
  { id: "at", header: "When", cell: ({ row }) => <Instant at={row.original.at} /> },
  { id: "actor", header: "Who", accessorFn: ({ actor }) => actor },
  { id: "action", header: "Did", accessorFn: ({ action }) => action },
  {
    id: "on",
    header: "To",
    meta: { className: "whitespace-nowrap" },
    cell: ({ row: { original } }) =>
      original.on.href === null ? original.on.text : <TextLink href={original.on.href}>{original.on.text}</TextLink>,
  },
  {
    id: "details",
    header: "Details",
    cell: ({ row }) => (
      <span className="block max-w-96 truncate font-mono text-muted" title={row.original.details}>
        {row.original.details}
      </span>
    ),
  },
];

/** Who changed what, the latest first. */
export function AuditLog() {
  const [params, setParams] = useQueryStates(systemParams, { history: "push" });
  const log = useQuery(queries.auditLog(browserApi, auditInput(params)));
  const rows = useMemo(() => log.data?.data.map(prepareAuditRow), [log.data]);
  return (
    <Panel title="Audit log">
      <Select
        size="dense"
        aria-label="About"
        className="max-w-48"
        value={params.noun}
        onChange={(event) => void setParams({ noun: event.target.value, cursor: null })}
      >
        <option value="">About everything</option>
        {NOUNS.map((noun) => (
          <option key={noun} value={noun}>
            {noun}
          </option>
        ))}
      </Select>
      <DataTable
        caption="Audit log"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => String(id)}
        isStale={log.isPlaceholderData}
        trouble={
          log.error === null || rows !== undefined ? null : { error: log.error, onRetry: () => void log.refetch() }
        }
        empty={<EmptyState title="Nothing was changed yet" />}
      />
      <CursorPager
        isFirst={params.cursor === null}
        next={log.data?.next_cursor ?? null}
        onGo={(cursor) => void setParams({ cursor })}
      />
    </Panel>
  );
}
