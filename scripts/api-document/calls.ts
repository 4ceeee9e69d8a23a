/**
 * What cannot be told from the OpenAPI document: how the examples of a fresh server hang together. An operation that is
 * not named here gets its example from its own description (`example` in `describe`) or from its schemas.
 */

/** The operation that makes a row of a noun; the noun is the first word of a path below /api/v1. */
export const MAKES_ROW: Record<string, string> = {
  automations: "createAutomation",
  scenarios: "createScenario",
  targets: "createTarget",
  runs: "triggerRun",
  batches: "createBatch",
  sweeps: "createSweep",
};

/** A row that a call needs first. `takes` is the field of its body that holds the id of the row made before it. */
export type RowBefore = { operation: string; body: Record<string, unknown>; takes?: string };

/** Calls that need rows which a fresh server has none of; `takes` is the field of the call's own body. */
export const MADE_BEFORE: Record<string, { rows: readonly RowBefore[]; takes: string }> = {
  createSweep: {
    rows: [
      {
        operation: "createAutomation",
        body: {
          name: "A chat",
          provider: "openai",
          request: { model: "simulated-model", max_tokens: 16, messages: [{ role: "user", content: "Say hello." }] },
        },
      },
      { operation: "createScenario", body: { name: "A chat, swept" }, takes: "automation_id" },
    ],
    takes: "scenario_id",
  },
};

/** Operations on one row for which sample row 1 will not do: they need a row of their own, made directly before. */
export const NEEDS_OWN_ROW: ReadonlySet<string> = new Set([
  "updateAutomation",
  "deleteAutomation",
  "updateScenario",
  "deleteScenario",
  "updateTarget",
  "deleteTarget",
  "cancelRun",
  "streamRun",
  "cancelBatch",
  "streamBatch",
  "getSweep",
  "cancelSweep",
]);

/** Queries that show what an operation is good for. The value of `to` and `from` is free of the date of reading. */
export const QUERIES: Record<string, string> = {
  listAutomations: "search=price&limit=10",
  listScenarios: "automation_id=1",
  listRuns: "scenario_id=1&status=completed&sort=-total_duration_ms&limit=5",
  listRunIds: "scenario_id=1&status=completed",
  listRunEvents: "limit=20",
  listBatches: "scenario_id=1&limit=5",
  getDashboardKpis: "period=7d&origin=sample&scenario_id=1",
};
