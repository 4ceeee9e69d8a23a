"use client";

import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { System } from "@tfbench/contracts";
import { classNames } from "#components/class-names.ts";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { Instant } from "#components/instant.tsx";
import { Panel } from "#components/panel.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import type { Look } from "#components/status-look.ts";
import type { SystemModel, WorkerRow } from "./prepare.ts";

const CHECK_LOOK = {
  ok: { icon: CircleCheck, word: "passed", tone: "text-good" },
  warn: { icon: TriangleAlert, word: "needs a look", tone: "text-warn" },
  fail: { icon: CircleAlert, word: "failed", tone: "text-bad" },
} as const satisfies Record<string, Look>;

export function Checks({ headline, checks }: Pick<SystemModel, "headline" | "checks">) {
  return (
    <section aria-label="Checks" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <h2 className={classNames("text-section", CHECK_LOOK[headline.state].tone)}>{headline.sentence}</h2>
      <ul className="flex flex-col divide-y divide-border">
        {checks.map(({ name, state, sentence, whatToDo }) => (
          <li key={name} className="grid gap-x-3 py-1.5 sm:grid-cols-[120px_120px_minmax(0,1fr)]">
            <StatusBadge look={CHECK_LOOK[state]} />
            <span className="text-muted">{name}</span>
            <span>
              {sentence} {whatToDo === null ? null : <strong>{whatToDo}</strong>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Facts({ facts }: Pick<SystemModel, "facts">) {
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {facts.map(({ name, value, note }) => (
        <div key={name} className="min-w-0 rounded-control border bg-panel p-3">
          <dt className="text-meta text-muted">{name}</dt>
          <dd className="text-section font-strong">{value}</dd>
          <dd className="text-meta text-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

const WORKER_COLUMNS: DataColumn<WorkerRow>[] = [
  {
    id: "id",
    header: "Worker",
    cell: ({ row }) => (
      <span className="block max-w-64 truncate font-mono" title={row.original.id}>
        {row.original.id}
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ row }) =>
      row.original.isAlive ? "alive" : <span className="text-muted">not seen within the last minute</span>,
  },
  { id: "started", header: "Started", cell: ({ row }) => <Instant at={row.original.startedAt} /> },
  { id: "seen", header: "Last seen", cell: ({ row }) => <Instant at={row.original.lastSeenAt} /> },
  { id: "batches", header: "Batches", meta: { isNumber: true }, accessorFn: ({ batches }) => batches },
  { id: "runs", header: "Runs in flight", meta: { isNumber: true }, accessorFn: ({ runs }) => runs },
];

export function Workers({ workers }: Pick<SystemModel, "workers">) {
  return (
    <Panel title="Workers">
      <DataTable
        caption="Workers"
        columns={WORKER_COLUMNS}
        rows={workers}
        rowKey={(worker) => worker.id}
        empty={
          <EmptyState title="No worker was ever seen">
            <p>Start the server with the role all or worker.</p>
          </EmptyState>
        }
      />
    </Panel>
  );
}

const TABLE_COLUMNS: DataColumn<SystemModel["tables"][number]>[] = [
  { id: "name", header: "Table", cell: ({ row }) => <span className="font-mono">{row.original.name}</span> },
  { id: "rows", header: "Rows", meta: { isNumber: true }, accessorFn: ({ rows }) => rows },
  { id: "size", header: "Size", meta: { isNumber: true }, accessorFn: ({ size }) => size },
];

export function Tables({ tables }: Pick<SystemModel, "tables">) {
  return (
    <Panel title="Largest tables">
      <DataTable caption="Largest tables" columns={TABLE_COLUMNS} rows={tables} rowKey={({ name }) => name} />
    </Panel>
  );
}

const SETTING_COLUMNS: DataColumn<System["settings"][number]>[] = [
  { id: "name", header: "Setting", cell: ({ row }) => <span className="font-mono">{row.original.name}</span> },
  {
    id: "value",
    header: "Value",
    cell: ({ row }) => <span className="font-mono wrap-anywhere">{row.original.value}</span>,
  },
];

export function Settings({ settings }: Pick<System, "settings">) {
  return (
    <Panel title="Settings in force">
      <DataTable
        caption="Settings in force"
        columns={SETTING_COLUMNS}
        rows={settings}
        rowKey={({ name }) => name}
        empty={<EmptyState title="Every setting has its default" />}
      />
    </Panel>
  );
}
