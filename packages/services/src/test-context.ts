import type { Database } from "@tfbench/store";
import type { Context } from "./context.ts";

export type SentJobs = { name: string; payloads: unknown[] }[];

export const SIMULATOR_URL = "http://127.0.0.1:8010";

/** Stands in for the providers, which verbs do not know: a request of one header, a target nobody reaches. */
const FAKE_PROVIDERS: Context["providers"] = {
  describeRequest: ({ target, settings, request }) => ({
    body: request,
    method: "POST",
    url: `${target.base_url}/${settings.transport}`,
    headers: { "x-key": target.credential === null ? "none" : `${target.credential}, hidden` },
  }),
  requestOfRun: ({ request }) => request,
  testTarget: async ({ name }) => ({
    ok: false,
    steps: [{ name: "resolve", ok: false, ms: 1, sentence: `Nobody reaches ${name}.` }],
  }),
  readTrace: () => ({ due_offsets_ms: [0, 5], requests: [] }),
  // A token a character.
  countInputTokens: async (body) => JSON.stringify(body).length,
  countRuns: (load) => ("runs" in load ? (load.runs ?? 0) : 0),
  plannedEndMs: (load) => ("duration_ms" in load ? (load.duration_ms ?? null) : null),
};

/** A context on a test's own database. `sent` collects what was put on the queue. */
export function testContext(db: Database, changes: Partial<Context> = {}): Context & { sent: SentJobs } {
  const sent: SentJobs = [];
  return {
    db,
    queue: {
      async send(_tx, name, payloads) {
        sent.push({ name, payloads: [...payloads] });
      },
    },
    project_id: 1,
    actor: "test",
    request_id: "request-1",
    settings: { mock_mode: true, simulator_url: SIMULATOR_URL, now: () => new Date() },
    providers: FAKE_PROVIDERS,
    ...changes,
    sent,
  };
}

type AuditRow = { actor: string; action: string; request_id: string | null; details: Record<string, unknown> };

/** The audit rows of one row, oldest first. */
export const auditOf = (db: Database, noun: string, id: number): Promise<AuditRow[]> =>
  db.query<AuditRow>(
    "SELECT actor, action, request_id, details FROM audit_log WHERE noun = $1 AND noun_id = $2 ORDER BY id",
    [noun, id],
  );
