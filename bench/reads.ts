import type { Client } from "../packages/client/src/index.ts";
import { quantile } from "../packages/stats/src/index.ts";
import type { Row, Subject } from "./row.ts";
import { seedShape } from "./seed-shape.ts";
import { startInstance } from "./instance.ts";
import { withHome } from "./with-instance.ts";

const READS = 200;
const WARM_UP_READS = 20;

type Read = { name: string; aimMs: number; run: (client: Client, index: number) => Promise<unknown> };

/** Lists, details and totals over HTTP at 200,000 runs, one read at a time. */
export async function measureReads(subject: Subject): Promise<Row[]> {
  return withHome(subject, async (home) => {
    await seedShape("large", home);
    const instance = await startInstance({ ...home, isZeroDelay: true });
    try {
      const reads = await readsOf(instance.client);
      const rows: Row[] = [];
      for (const read of reads) rows.push(...(await timeRead(read, instance.client, subject)));
      return rows;
    } finally {
      await instance.stop();
    }
  });
}

async function readsOf(client: Client): Promise<Read[]> {
  const { data: newest } = await client.listRuns({ limit: 1 });
  const lastId = newest[0]?.id ?? 1;
  const someScenario = newest[0]?.scenario_id ?? 1;
  // Spread over the whole table, so that neither the newest pages nor one row's page are all that is read.
  const idAt = (index: number) => 1 + ((index * 7_919) % lastId);
  return [
    { name: "list of runs", aimMs: 50, run: (api) => api.listRuns({ limit: 50 }) },
    {
      name: "list of runs, failed",
      aimMs: 50,
      run: (api) => api.listRuns({ limit: 50, status: ["agent_failed", "infra_error"] }),
    },
    {
      name: "list of runs, one scenario, slowest first",
      aimMs: 50,
      run: (api) => api.listRuns({ limit: 50, scenario_id: [someScenario], sort: "-total_duration_ms" }),
    },
    { name: "list of runs, search", aimMs: 50, run: (api) => api.listRuns({ limit: 50, search: "timeout" }) },
    {
      name: "list of runs, by status and slowest first",
      aimMs: 300,
      run: (api) => api.listRuns({ limit: 50, sort: "status,-total_duration_ms" }),
    },
    {
      name: "list of runs, one scenario and status, by scenario and steps",
      aimMs: 300,
      run: (api) =>
        api.listRuns({ limit: 50, scenario_id: [someScenario], status: ["completed"], sort: "scenario_name,-steps" }),
    },
    { name: "facets of all runs", aimMs: 300, run: (api) => api.listRunFacets({}) },
    {
      name: "facets of failed runs of one scenario",
      aimMs: 300,
      run: (api) => api.listRunFacets({ scenario_id: [someScenario], status: ["agent_failed", "infra_error"] }),
    },
    { name: "facets of a search", aimMs: 300, run: (api) => api.listRunFacets({ search: "timeout" }) },
    { name: "run detail", aimMs: 50, run: (api, index) => api.getRun({ id: idAt(index) }) },
    { name: "KPIs, 7 days", aimMs: 150, run: (api) => api.getDashboardKpis({ period: "7d" }) },
    { name: "KPIs, 90 days", aimMs: 150, run: (api) => api.getDashboardKpis({ period: "90d" }) },
  ];
}

async function timeRead({ name, aimMs, run }: Read, client: Client, subject: Subject): Promise<Row[]> {
  for (let index = 0; index < WARM_UP_READS; index += 1) await run(client, index);
  const tookMs: number[] = [];
  for (let index = 0; index < READS; index += 1) {
    const startedMs = performance.now();
    await run(client, index);
    tookMs.push(performance.now() - startedMs);
  }
  const sorted = tookMs.sort((a, b) => a - b);
  const measure = `${name}, ${subject.database}`;
  const rest = { unit: "ms", n: `${READS} reads` };
  return [
    { measure: `${measure}, p50`, value: quantile(sorted, 0.5), ...rest },
    { measure: `${measure}, p95`, value: quantile(sorted, 0.95), ...rest, aim: { at_most: aimMs } },
  ];
}
