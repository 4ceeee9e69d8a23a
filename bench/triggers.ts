import { spawn } from "node:child_process";
import { createBenchScenario } from "./create-bench-scenario.ts";
import type { Row, Subject } from "./row.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";
import { withInstance } from "./with-instance.ts";

const SECONDS = 10;
const CONNECTIONS = 32;

type LoadResult = { "2xx": number; non2xx: number; errors: number; duration: number; latency: { p97_5: number } };

/** Triggers accepted a second while the worker executes what was triggered. */
export async function measureTriggers(subject: Subject): Promise<Row[]> {
  return withInstance(subject, async ({ client, apiUrl }) => {
    const scenarioId = await createBenchScenario(client, 1);
    const result = await loadTriggers(apiUrl, scenarioId);
    await waitUntilIdle(client);
    const refused = result.non2xx + result.errors;
    return [
      {
        measure: `triggers accepted, ${subject.database}`,
        value: result["2xx"] / result.duration,
        unit: "/s",
        n: `${result["2xx"]} in ${result.duration.toFixed(0)} s`,
        aim: { at_least: 300 },
        ...(refused > 0 ? { note: `${refused} requests were refused or failed` } : {}),
      },
    ];
  });
}

function loadTriggers(apiUrl: string, scenarioId: number): Promise<LoadResult> {
  const body = JSON.stringify({ scenario_id: scenarioId });
  const load = ["--connections", String(CONNECTIONS), "--duration", String(SECONDS)];
  const request = ["--method", "POST", "--headers", "content-type=application/json", "--body", body];
  const args = ["--json", "--no-progress", ...load, ...request, `${apiUrl}/api/v1/runs/trigger`];
  return new Promise((finish, fail) => {
    const child = spawn("autocannon", args, { stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.once("error", fail);
    child.once("close", () => finish(JSON.parse(output)));
  });
}
