import { once } from "node:events";
import { createServer } from "node:http";
import { judgeGoal } from "@tfbench/checks";
import type { BatchPlan } from "@tfbench/contracts";
import { PlanExecution, realClock } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";

const RUNS = 48;
const CONCURRENCY = 4;
const RUN_ID = "warm-up";
const EVENTS = [
  { type: "STARTED", run_id: RUN_ID },
  { type: "PROGRESS", run_id: RUN_ID, purpose: "Warm up" },
  { type: "COMPLETE", run_id: RUN_ID, status: "COMPLETED", result: { items: [{ name: "Lamp", price: 1 }] } },
];
const ROW = JSON.stringify({ run_id: RUN_ID, status: "COMPLETED", num_of_steps: 1 });

/**
 * Sends the very code that measures through runs nobody keeps, against a server in this thread. Cold code would
 * otherwise add tens of milliseconds to the first run that counts.
 */
export async function warmUpEngine(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.method === "GET") return void response.end(ROW);
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of EVENTS) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");

  const plan = warmUpPlan(`http://127.0.0.1:${address.port}`);
  const runs = Array.from({ length: RUNS }, (_, index) => ({ run_id: index + 1, index }));
  const execution = new PlanExecution(
    { batch_id: 0, plan, runs, credential: RUN_ID, slots: CONCURRENCY },
    { adapter: adapterOf(plan.provider), judge: judgeGoal, clock: realClock, emit: () => undefined },
  );
  await execution.done;
  server.closeAllConnections();
  server.close();
  await once(server, "close");
}

const warmUpPlan = (base_url: string): BatchPlan => ({
  provider: "tinyfish",
  origin: "simulated",
  scenario: { id: 1, name: RUN_ID },
  automation: { id: 1, name: RUN_ID },
  target: {
    id: 1,
    name: RUN_ID,
    base_url,
    credential: null,
    limits: { max_in_flight: null },
    prices: { usd_per_step: null, bills: "all", version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
  },
  request: { url: "https://example.test", goal: RUN_ID },
  inputs: {},
  timeouts: { connect_ms: 5_000, headers_ms: 5_000, first_event_ms: 5_000, idle_ms: 5_000, total_ms: 10_000 },
  settings: {
    transport: "sse",
    poll_interval_ms: 1_000,
    concurrency: CONCURRENCY,
    start_spread_ms: 0,
    timeouts: {},
    guards: "on",
    allow_empty: false,
  },
  load: { kind: "closed", runs: RUNS, concurrency: CONCURRENCY, start_spread_ms: 0 },
});
