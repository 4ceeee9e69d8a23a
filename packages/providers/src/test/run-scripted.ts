import type { BatchPlan, ClosedLoad, EngineRecord, JsonObject, RunEvent, RunResult } from "@tfbench/contracts";
import { PlanExecution, realClock, type EngineEnd, type ExecutionDeps } from "@tfbench/engine";
import { adapterOf } from "../adapter-of.ts";

export type ScriptedRuns = {
  url: string;
  /** What the simulator shall do, or the whole goal. */
  script?: JsonObject | string;
  request?: JsonObject;
  runs?: number;
  concurrency?: number;
  startSpreadMs?: number;
  transport?: "sse" | "async";
  timeouts?: Partial<BatchPlan["timeouts"]>;
  prices?: Partial<BatchPlan["target"]["prices"]>;
  credential?: string | null;
};

export type ScriptedEnd = {
  end: EngineEnd;
  records: EngineRecord[];
  /** By run id, from 1. */
  results: Map<number, RunResult>;
  result: RunResult;
  eventsOf(runId: number): RunEvent[];
};

const JUDGED_BY_NOBODY = { goal: "not_evaluated", goal_reason: null } as const;

function scriptedPlan(input: ScriptedRuns): BatchPlan & { load: ClosedLoad } {
  const {
    url,
    script = {},
    request = {},
    runs = 1,
    concurrency = 1,
    startSpreadMs = 0,
    transport = "sse",
    timeouts,
    prices,
  } = input;
  const goal = typeof script === "string" ? script : `Read the page [[simulate ${JSON.stringify(script)}]]`;
  return {
    provider: "tinyfish",
    origin: "simulated",
    scenario: { id: 1, name: "scenario" },
    automation: { id: 1, name: "automation" },
    target: {
      id: 1,
      name: "simulator",
      base_url: url,
      credential: null,
      limits: { max_in_flight: null },
      prices: { usd_per_step: 0.016, bills: "all", version: 3, effective_at: "2026-01-01T00:00:00.000Z", ...prices },
    },
    request: { url: "https://shop.example.test", goal, ...request },
    inputs: {},
    timeouts: {
      connect_ms: 5_000,
      headers_ms: 5_000,
      first_event_ms: 5_000,
      idle_ms: 5_000,
      total_ms: 20_000,
      ...timeouts,
    },
    settings: {
      transport,
      concurrency,
      poll_interval_ms: 20,
      start_spread_ms: startSpreadMs,
      timeouts: {},
      guards: "on",
      allow_empty: false,
    },
    load: { kind: "closed", runs, concurrency, start_spread_ms: startSpreadMs },
  };
}

/** Runs a script on the simulator through the real engine and waits for the end. */
export async function runScripted(input: ScriptedRuns, deps: Partial<ExecutionDeps> = {}): Promise<ScriptedEnd> {
  const plan = scriptedPlan(input);
  const records: EngineRecord[] = [];
  const execution = new PlanExecution(
    {
      batch_id: 1,
      plan,
      runs: Array.from({ length: plan.load.runs }, (_, index) => ({ run_id: index + 1, index })),
      credential: input.credential === undefined ? "simulator-key" : input.credential,
      slots: plan.load.concurrency,
    },
    {
      adapter: adapterOf("tinyfish"),
      judge: () => JUDGED_BY_NOBODY,
      clock: realClock,
      emit: (batch) => records.push(...batch),
      ...deps,
    },
  );
  const end = await execution.done;
  const results = new Map(
    records.flatMap((record) => (record.kind === "finished" ? [[record.run_id, record.result] as const] : [])),
  );
  const result = results.get(1);
  if (!result) throw new Error("The first run did not end.");
  const eventsOf = (runId: number): RunEvent[] =>
    records.flatMap((record) => (record.kind === "events" && record.run_id === runId ? record.events : []));
  return { end, records, results, result, eventsOf };
}
