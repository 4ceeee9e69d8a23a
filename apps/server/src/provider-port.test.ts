import { startSimulator } from "@tfbench/simulator";
import { makeTarget, testDatabase } from "@tfbench/testkit";
import { expect, onTestFinished, test } from "vitest";
import { testApi } from "./api/test-api.ts";
import { loadConfig } from "./config.ts";
import { providerPort } from "./provider-port.ts";

const SECRET = "sk-live-99d1c07e5f";

test("no answer and no log line of a preview or a target test holds the key, right or wrong", async () => {
  const [db, simulator] = await Promise.all([testDatabase(), startSimulator({ api_key: "another-key" })]);
  onTestFinished(() => Promise.all([db.close(), simulator.close()]).then(() => undefined));
  const { readCredential } = loadConfig({ STAGING_KEY: SECRET, RIGHT_KEY: "another-key" });
  const api = testApi(db, { providers: providerPort(readCredential) });
  const target = { base_url: simulator.url, credential: "env:STAGING_KEY" };
  const { id } = await makeTarget(db, target);
  const request = { url: "https://a.example", goal: "Read it" };

  const answers = [
    await api.call(`POST /api/v1/targets/${id}/test`),
    await api.call("POST /api/v1/targets/test", { name: "t", ...target }),
    await api.call("POST /api/v1/targets/test", { name: "t", ...target, credential: "env:RIGHT_KEY" }),
    await api.call("POST /api/v1/runs/preview", { automation: { request }, target_id: id }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(answers.map(({ body }) => (body as { ok?: boolean }).ok)).toEqual([false, false, true, undefined]);
  expect(answers[3]?.body).toMatchObject({
    url: `${simulator.url}/v1/automation/run-sse`,
    headers: { "x-api-key": "env:STAGING_KEY, hidden" },
  });
  const said = JSON.stringify([answers, answers.map(({ headers }) => [...headers]), api.errors]);
  expect(said).not.toContain(SECRET);
  expect(said).not.toContain("another-key");
  expect(simulator.truth.records().some(({ record }) => record === "run_created")).toBe(false);
});
