import type { Client } from "../packages/client/src/index.ts";

/** A scenario whose runs end at once when the simulator runs without delay. Returns its id. */
export async function createBenchScenario(client: Client, concurrency: number): Promise<number> {
  const automation = await client.createAutomation({
    name: "Bench",
    request: { url: "https://example.test", goal: "Read the title" },
  });
  const scenario = await client.createScenario({
    name: "Bench",
    automation_id: automation.id,
    run_settings: { concurrency, start_spread_ms: 0 },
  });
  return scenario.id;
}
