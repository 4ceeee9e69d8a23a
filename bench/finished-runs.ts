import type { Client } from "../packages/client/src/index.ts";
import { createBenchScenario } from "./create-bench-scenario.ts";
import type { Row, Subject } from "./row.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";
import { withInstance } from "./with-instance.ts";

const RUNS = 1_000;
const REQUESTS_AT_ONCE = 32;
const CONCURRENCY = 32;

/** Runs finished a second through queue, engine and database: as one batch of 1,000, and as 1,000 batches of one. */
export async function measureFinishedRuns(subject: Subject): Promise<Row[]> {
  return withInstance(subject, async ({ client }) => {
    const scenarioId = await createBenchScenario(client, CONCURRENCY);
    await client.triggerRun({ scenario_id: scenarioId, count: 100 });
    await waitUntilIdle(client);

    const asOne = await timeRuns(client, () => client.triggerRun({ scenario_id: scenarioId, count: RUNS }));
    const asMany = await timeRuns(client, () => triggerMany(client, scenarioId));
    return [
      { ...asOne, measure: `runs finished, one batch of ${RUNS}, ${subject.database}` },
      { ...asMany, measure: `runs finished, ${RUNS} batches of one, ${subject.database}` },
    ];
  });
}

async function timeRuns(client: Client, trigger: () => Promise<unknown>): Promise<Omit<Row, "measure">> {
  const startedMs = performance.now();
  await trigger();
  await waitUntilIdle(client);
  const seconds = (performance.now() - startedMs) / 1000;
  return { value: RUNS / seconds, unit: "/s", n: `${RUNS} runs`, aim: { at_least: 150 } };
}

async function triggerMany(client: Client, scenarioId: number): Promise<void> {
  let left = RUNS;
  const triggerNext = async () => {
    while (left > 0) {
      left -= 1;
      await client.triggerRun({ scenario_id: scenarioId });
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, triggerNext));
}
