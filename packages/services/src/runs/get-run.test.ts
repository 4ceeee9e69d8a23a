import { Run } from "@tfbench/contracts";
import { makeRun, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext } from "../test-context.ts";
import { getRun } from "./get-run.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("a run comes with everything measured and with what its batch's frozen plan sent", async () => {
  const { id } = await makeRun(db, {
    status: "completed",
    total_duration_ms: 1234.567,
    ttft_ms: 12.5,
    cost_usd: 0.048,
    tinyfish_run_id: "r1",
  });

  const run = await getRun(testContext(db), id);

  expect(Run.parse(run)).toEqual(run);
  expect(run).toMatchObject({
    id,
    status: "completed",
    total_duration_ms: 1234.567,
    ttft_ms: 12.5,
    cost_usd: 0.048,
    tinyfish_run_id: "r1",
    request: { url: "https://example.com", goal: "Read the title" },
    inputs: {},
    inter_token_stats: null,
    response_json: null,
  });
});

test("a queued run has nothing measured yet", async () => {
  const { id } = await makeRun(db);

  const run = await getRun(testContext(db), id);

  expect(run).toMatchObject({
    status: "queued",
    started_at: null,
    total_duration_ms: null,
    cost_usd: null,
    stamps: null,
  });
});

test("a run that does not exist, or is another project's, is not found", async () => {
  const { id } = await makeRun(db);

  await expect(getRun(testContext(db), 2_147_483_647)).rejects.toMatchObject({ code: "not_found" });
  await expect(getRun(testContext(db, { project_id: 2 }), id)).rejects.toMatchObject({ code: "not_found" });
});
