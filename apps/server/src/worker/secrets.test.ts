import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { makeAutomation, makeScenario, makeTarget } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { openWorkerRig, SIMULATOR_KEY, type WorkerRig } from "./fixtures/worker-rig.ts";

let rig: WorkerRig;
beforeEach(async () => {
  rig = await openWorkerRig();
});
afterEach(() => rig.close());

/** A far end that says back, in the last event and in its record, what it was sent. */
async function startEcho(): Promise<{ url: string; bodies: string[] }> {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const record = { run_id: "r-1", status: "COMPLETED", num_of_steps: 1, result: { said: bodies[0] } };
    if (request.method !== "POST") return response.end(JSON.stringify(record));
    let body = "";
    for await (const chunk of request) body += String(chunk);
    bodies.push(body);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const last = { type: "COMPLETE", run_id: "r-1", status: "COMPLETED", result: { said: body } };
    return response.end(`data: ${JSON.stringify(last)}\n\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

async function proxied(base_url: string, password: string): Promise<number> {
  const proxy_config = { enabled: true, type: "custom", url: "http://p:1", username: "env-less", password };
  const automation = await makeAutomation(rig.db, {
    request: { url: "https://shop.example", goal: "Read", proxy_config },
  });
  const target = await makeTarget(rig.db, { base_url, credential: null });
  const scenario = await makeScenario(rig.db, { automation_id: automation.id, target_id: target.id });
  return scenario.id;
}

test("a proxy's password goes out from its variable, and is stored nowhere, not even when it comes back", async () => {
  const echo = await startEcho();
  await rig.startWorker();

  const batch = await rig.trigger(await proxied(echo.url, "env:SIMULATOR_KEY"), 1);

  expect(await rig.finalStatus(batch)).toBe("finished");
  expect(JSON.parse(echo.bodies[0] ?? "{}")).toMatchObject({
    proxy_config: { username: "env-less", password: SIMULATOR_KEY },
  });
  const stored = await rig.db.query(
    `SELECT to_jsonb(b)::text AS batch, to_jsonb(r)::text AS run, e.data
     FROM batches b JOIN runs r ON r.batch_id = b.id JOIN run_events e ON e.run_id = r.id WHERE b.id = $1`,
    [batch],
  );
  expect(stored[0]).toMatchObject({
    batch: expect.stringContaining("env:SIMULATOR_KEY"),
    run: expect.stringContaining("hidden"),
    data: expect.stringContaining("hidden"),
  });
  expect(JSON.stringify(stored)).not.toContain(SIMULATOR_KEY);
});

test("without its variable nothing is sent, and the run says which one it is", async () => {
  const echo = await startEcho();
  await rig.startWorker();

  const batch = await rig.trigger(await proxied(echo.url, "env:NO_SUCH_PASSWORD"), 1);

  expect(await rig.finalStatus(batch)).toBe("failed");
  expect(echo.bodies).toEqual([]);
  const [run] = await rig.db.query("SELECT status, reason_code, error FROM runs WHERE batch_id = $1", [batch]);
  expect(run).toMatchObject({
    status: "infra_error",
    reason_code: "credential_missing",
    error: expect.stringContaining("NO_SUCH_PASSWORD"),
  });
});
