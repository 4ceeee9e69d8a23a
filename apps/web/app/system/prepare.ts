import type { AuditEntry, System, SystemCheck } from "@tfbench/contracts";
import { formatBytes } from "#format/format-bytes.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

type Fact = { name: string; value: string; note: string };
type Check = { name: string; state: SystemCheck["state"]; sentence: string; whatToDo: string | null };
type TableRow = { name: string; rows: string; size: string };
export type WorkerRow = {
  id: string;
  isAlive: boolean;
  startedAt: string;
  lastSeenAt: string;
  batches: string;
  runs: string;
};

export type SystemModel = {
  /** The whole in one sentence, the worst first. */
  headline: { state: SystemCheck["state"]; sentence: string };
  checks: Check[];
  facts: Fact[];
  tables: TableRow[];
  workers: WorkerRow[];
};

const DATABASE_WORD = { pglite: "PGlite, embedded", postgresql: "PostgreSQL" } as const;
const FAN_OUT_WORD = { in_process: "In this process", notify: "LISTEN and NOTIFY", redis: "Redis" } as const;
const SEVERITY = { fail: 0, warn: 1, ok: 2 } as const;

function headlineOf(checks: readonly SystemCheck[]): SystemModel["headline"] {
  const count = (state: SystemCheck["state"]) => checks.filter((check) => check.state === state).length;
  const [failed, warned] = [count("fail"), count("warn")];
  if (failed > 0) return { state: "fail", sentence: `${countOf(failed, "check")} of ${checks.length} failed.` };
  if (warned > 0)
    return {
      state: "warn",
      sentence: `${countOf(warned, "check")} of ${checks.length} ${warned === 1 ? "needs" : "need"} a look.`,
    };
  return { state: "ok", sentence: `All ${checks.length} checks passed.` };
}

const factsOf = ({ database, queue, live_fan_out: fanOut, event_storage: storage }: System): Fact[] => [
  {
    name: "Database",
    value: DATABASE_WORD[database.kind],
    note: `version ${database.server_version}, ${formatBytes(database.size_bytes)}`,
  },
  {
    name: "Queue",
    value: countOf(queue.queued_runs, "run") + (queue.queued_runs === 1 ? " waits" : " wait"),
    note: `${countOf(queue.queued_batches, "batch", "batches")} queued, ${formatNumber(queue.running_runs)} runs open`,
  },
  {
    name: "Live pages",
    value: FAN_OUT_WORD[fanOut.kind],
    note: fanOut.connected ? "connected" : "the connection is broken",
  },
  {
    name: "Event storage",
    value: formatBytes(storage.size_bytes),
    note: `${countOf(storage.partitions, "partition")}, room for ${formatNumber(storage.room_for_runs)} more runs`,
  },
];

/** Decides what the system page says; the view only draws it. */
export const prepareSystem = (system: System): SystemModel => ({
  headline: headlineOf(system.checks),
  checks: system.checks
    .map(({ name, state, sentence, what_to_do: whatToDo }) => ({
      name: name.replaceAll("_", " "),
      state,
      sentence,
      whatToDo,
    }))
    .sort((a, b) => SEVERITY[a.state] - SEVERITY[b.state]),
  facts: factsOf(system),
  tables: system.database.tables.map((table) => ({
    name: table.name,
    rows: table.rows_estimate === null ? "not analysed yet" : `about ${formatNumber(table.rows_estimate)}`,
    size: formatBytes(table.size_bytes),
  })),
  workers: system.workers.map((worker) => ({
    id: worker.id,
    isAlive: worker.is_alive,
    startedAt: worker.started_at,
    lastSeenAt: worker.last_seen_at,
    batches: formatNumber(worker.running_batches),
    runs: formatNumber(worker.in_flight_runs),
  })),
});

export type AuditRow = {
  id: number;
  at: string;
  actor: string;
  action: string;
  on: { text: string; href: string | null };
  details: string;
};

/** Where a noun of the log is shown. */
const PLACE: Partial<Record<string, (id: number) => string>> = {
  run: (id) => `/runs/${id}`,
  batch: (id) => `/batches/${id}`,
  sweep: (id) => `/sweeps/${id}`,
  scenario: (id) => `/scenarios?edit=${id}`,
  automation: (id) => `/automations?edit=${id}`,
  target: (id) => `/targets?edit=${id}`,
};

export const prepareAuditRow = (entry: AuditEntry): AuditRow => ({
  id: entry.id,
  at: entry.at,
  actor: entry.actor,
  action: entry.action.replaceAll("_", " "),
  on: { text: `${entry.noun} ${entry.noun_id}`, href: PLACE[entry.noun]?.(entry.noun_id) ?? null },
  details: Object.keys(entry.details).length === 0 ? "" : JSON.stringify(entry.details),
});
