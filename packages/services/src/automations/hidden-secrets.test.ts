import type { JsonObject } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getBatch } from "../batches/get-batch.ts";
import { exportCatalogue } from "../catalogue/export-catalogue.ts";
import { getRun } from "../runs/get-run.ts";
import { previewRun } from "../runs/preview-run.ts";
import { rerunRun } from "../runs/rerun-run.ts";
import { rerunRuns } from "../runs/rerun-runs.ts";
import { testContext } from "../test-context.ts";
import { getAutomation } from "./get-automation.ts";
import { listAutomations } from "./list-automations.ts";
import { updateAutomation } from "./update-automation.ts";

// Rows as they were stored before a secret had to be a reference.
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const requestWith = (proxy: JsonObject): JsonObject => ({
  url: "https://shop.example",
  goal: "Read",
  proxy_config: { enabled: true, type: "custom", ...proxy },
});
const OLD = requestWith({ url: "http://me:s3cret@p:1", username: "me", password: "s3cret-too" });
const SHOWN = requestWith({ url: "http://hidden@p:1", username: "me", password: "hidden" });

test("a password in an automation is in no answer and in no export", async () => {
  const ctx = testContext(db);
  const { id, name } = await makeAutomation(db, { request: OLD });
  const answers = [
    await getAutomation(ctx, { id }),
    await updateAutomation(ctx, { id, description: "changed" }),
    (await listAutomations(ctx, { search: name, limit: 10 })).data[0],
    (await exportCatalogue(ctx, { automation_id: [id] })).automations?.[0],
  ];

  for (const answer of answers) expect(answer).toMatchObject({ request: SHOWN });
  expect(JSON.stringify(answers)).not.toContain("s3cret");
});

test("an input that fills a password is hidden with it, and no other is", async () => {
  const { id } = await makeAutomation(db, {
    request: requestWith({ url: "http://p:1", password: "{{secret}}" }),
    default_inputs: { secret: "s3cret", count: 3 },
  });

  expect((await getAutomation(testContext(db), { id })).default_inputs).toEqual({ secret: "hidden", count: 3 });
});

async function oldRun(): Promise<{ id: number; batch_id: number }> {
  const automation = await makeAutomation(db, { request: OLD });
  const scenario = await makeScenario(db, { automation_id: automation.id });
  const batch = await makeBatch(db, { scenario, run_status: "completed" });
  await db.query("UPDATE batches SET plan = plan || $2::jsonb WHERE id = $1", [
    batch.id,
    { request: OLD, inputs: { secret: "s3cret-too", list: [{ url: "http://me:s3cret@p:1" }], query: "lamps" } },
  ]);
  return { id: batch.run_ids[0] ?? 0, batch_id: batch.id };
}

test("a password in a plan is in no answer of its batch and runs", async () => {
  const ctx = testContext(db);
  const { id, batch_id } = await oldRun();

  const inputs = { secret: "hidden", list: [{ url: "hidden" }], query: "lamps" };
  expect(await getRun(ctx, id)).toMatchObject({ request: SHOWN, inputs });
  expect((await getBatch(ctx, batch_id)).plan).toMatchObject({ request: SHOWN, inputs });
});

test("a request with a password in the clear is not sent again, and it is said how to give it", async () => {
  const ctx = testContext(db);
  const { id } = await oldRun();
  const confirmed = { confirm: true, confirm_above_usd: 1 };

  await expect(rerunRun(ctx, { id, ...confirmed })).rejects.toMatchObject({
    code: "conflict",
    hint: expect.stringContaining("env:NAME"),
  });
  expect((await rerunRuns(ctx, { ids: [id], ...confirmed })).outcome).toMatchObject({
    done: 0,
    skipped: [{ id, reason: "secret_in_request" }],
  });
});

test("a preview refuses a password, and writes a reference as the shell's variable", async () => {
  const ctx = testContext(db);
  const preview = async (password: string) =>
    previewRun(ctx, {
      automation: {
        provider: "tinyfish",
        request: requestWith({ url: "http://p:1", password }),
        default_inputs: {},
      },
      inputs: {},
      count: 1,
      target_id: (await makeScenario(db)).target_id,
    });

  await expect(preview("s3cret")).rejects.toMatchObject({ code: "invalid_input" });
  expect((await preview("env:PROXY_PASSWORD")).curl).toContain(`"password":"'"$PROXY_PASSWORD"'"`);
});
