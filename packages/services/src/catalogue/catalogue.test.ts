import { CatalogueDocument } from "@tfbench/contracts";
import { makeAutomation, makeScenario, makeTarget, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { listAutomations } from "../automations/list-automations.ts";
import { listScenarios } from "../scenarios/list-scenarios.ts";
import { ensureBuiltinTargets } from "../targets/ensure-builtin-targets.ts";
import { listTargets } from "../targets/list-targets.ts";
import { auditOf, SIMULATOR_URL, testContext } from "../test-context.ts";
import { exportCatalogue } from "./export-catalogue.ts";
import { importCatalogue } from "./import-catalogue.ts";

let db: TestDatabase;
let ctx: Context;
async function fresh(): Promise<{ db: TestDatabase; ctx: Context }> {
  const own = await testDatabase();
  const context = testContext(own);
  await ensureBuiltinTargets(context, {
    simulator_url: SIMULATOR_URL,
    tinyfish_base_url: "https://agent.tinyfish.ai",
    mock_mode: true,
  });
  return { db: own, ctx: context };
}
beforeEach(async () => {
  ({ db, ctx } = await fresh());
});
afterEach(() => db.close());

const DOCUMENT = {
  targets: [{ name: "Staging", base_url: "https://staging.example", credential: "env:STAGING_KEY" }],
  automations: [
    { name: "Prices", request: { url: "{{url}}", goal: "Read" }, default_inputs: { url: "https://a.example" } },
  ],
  scenarios: [
    {
      name: "Prices on staging",
      automation: "Prices",
      target: "Staging",
      run_settings: { concurrency: 3 },
      slos: ["success >= 0.9"],
    },
    { name: "Prices anywhere", automation: "Prices" },
  ],
};
const importing = (document: unknown, dry_run = false, into = ctx) => importCatalogue(into, { document, dry_run });
const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
const problemsOf = async (document: unknown) =>
  importing(document).then(
    () => [],
    (cause: { fields: { field: string; message: string }[] }) =>
      cause.fields.map(({ field, message }) => `${field} ${message}`),
  );

test("a file creates what it describes, and importing it again changes nothing", async () => {
  const first = await importing(DOCUMENT);
  const second = await importing(DOCUMENT);

  expect(first.created.map(({ noun, name }) => `${noun} ${name}`)).toEqual([
    "target Staging",
    "automation Prices",
    "scenario Prices on staging",
    "scenario Prices anywhere",
  ]);
  expect(second).toMatchObject({ created: [], updated: [] });
  expect(second.unchanged).toHaveLength(4);
  const scenarios = (await listScenarios(ctx, {})).data;
  expect(scenarios.map(({ name, target_id, target_name }) => [name, target_id !== null, target_name])).toEqual([
    ["Prices anywhere", false, "Simulator"],
    ["Prices on staging", true, "Staging"],
  ]);
  expect(await auditOf(db, "scenario", scenarios[0]?.id ?? 0)).toHaveLength(1);
});

test("what is exported elsewhere is the same here, whatever the ids", async () => {
  await importing(DOCUMENT);
  const there = await fresh();
  await makeAutomation(there.db);

  const exported = await exportCatalogue(ctx, {});
  const written: unknown = JSON.parse(JSON.stringify(exported));
  await importing(written, false, there.ctx);

  const { automations: _others, ...again } = await exportCatalogue(there.ctx, {});
  expect(again).toMatchObject({ targets: exported.targets, scenarios: exported.scenarios });
  expect((await importing(written, false, there.ctx)).unchanged).toHaveLength(4);
  await there.db.close();
});

test("a dry run says what would be done and writes nothing", async () => {
  const planned = await importing(DOCUMENT, true);

  expect(planned).toMatchObject({ dry_run: true, unchanged: [] });
  expect(planned.created).toHaveLength(4);
  expect((await listAutomations(ctx, {})).data).toEqual([]);
  expect((await listScenarios(ctx, {})).data).toEqual([]);
});

test("what has a known name is changed, and what it leaves out goes back to its default", async () => {
  await importing(DOCUMENT);
  const changed = { ...DOCUMENT, scenarios: [{ name: "Prices anywhere", automation: "Prices", description: "new" }] };

  const result = await importing({ ...changed, targets: [{ name: "Staging", base_url: "https://other.example" }] });

  expect(result.updated.map(({ name, fields }) => [name, fields])).toEqual([
    ["Staging", ["base_url", "credential"]],
    ["Prices anywhere", ["description"]],
  ]);
  expect((await listTargets(ctx, { search: "Staging" })).data[0]).toMatchObject({
    base_url: "https://other.example",
    credential: null,
  });
});

test("every problem is named at its path, and nothing of the file is written", async () => {
  const problems = await problemsOf({
    automations: [
      { name: "Broken", request: { url: "https://a.example", goal: "g", gaol: 1 } },
      { name: "Fine", request: { url: "https://a.example", goal: "g" }, default_inputs: { unused: 1 } },
      { name: "Good" },
      { name: "Good" },
    ],
    scenarios: [
      { name: "Of a broken one", automation: "Broken" },
      { name: "Of nothing", automation: "Nowhere" },
      { name: "On nothing", automation: "Good", target: "Nowhere" },
    ],
  });

  expect(problems).toEqual([
    "automations.0.request.gaol is not a known field",
    "automations.1.default_inputs.unused is not used by the automation's request",
    "automations.3.name is the name of automation 3 of this file too",
    "scenarios.1.automation is the name of no automation, neither here nor in this file",
    "scenarios.2.target is the name of no target, neither here nor in this file",
  ]);
  expect((await listAutomations(ctx, {})).data).toEqual([]);
});

test("an objective of a file that does not read is told at its path, and a changed one is a change", async () => {
  const held = (slos: readonly string[]) => ({ scenarios: [{ name: "Held", automation: "Prices", slos }] });
  await importing({ ...DOCUMENT, ...held(["success >= 0.9"]) });

  expect(await problemsOf(held(["success >= 0.9", "speed < 3"]))).toEqual([
    expect.stringMatching(/^scenarios\.0\.slos\.1 "speed" is no metric of a run/),
  ]);
  expect((await importing(held(["success >= 0.95"]))).updated).toMatchObject([{ name: "Held", fields: ["slos"] }]);
});

test("a file of another form is refused by its schema", async () => {
  expect(await problemsOf({ automations: [{ nam: "x" }], version: 2 })).toEqual([
    expect.stringMatching(/^version /),
    "automations.0.name is required",
    "automations.0.nam is not a known field",
  ]);
  expect(await problemsOf("just text")).toHaveLength(1);
});

test("a name that several rows have cannot be told apart, which is said", async () => {
  await makeAutomation(db, { name: "Twice" });
  await makeAutomation(db, { name: "Twice" });

  expect(await problemsOf({ automations: [{ name: "Twice" }] })).toEqual([
    "automations.0.name is the name of 2 automations here; rename them first",
  ]);
});

test("a target that the server keeps is named by scenarios and neither exported nor changed", async () => {
  await importing({ automations: [{ name: "A" }], scenarios: [{ name: "S", automation: "A", target: "Simulator" }] });

  const exported = await exportCatalogue(ctx, {});

  expect(exported).not.toHaveProperty("targets");
  expect(exported.scenarios).toMatchObject([{ name: "S", target: "Simulator" }]);
  expect(await problemsOf({ targets: [{ name: "Simulator", base_url: "https://evil.example" }] })).toEqual([
    expect.stringMatching(/^targets\.0\./),
  ]);
});

test("one scenario brings what it needs along, ids that are not there are refused", async () => {
  await importing(DOCUMENT);
  await makeScenario(db);
  const scenario = (await listScenarios(ctx, { search: "on staging" })).data[0];

  const exported = await exportCatalogue(ctx, { scenario_id: [scenario?.id ?? 0] });

  expect([names(exported.targets ?? []), names(exported.automations ?? []), names(exported.scenarios ?? [])]).toEqual([
    ["Staging"],
    ["Prices"],
    ["Prices on staging"],
  ]);
  await expect(exportCatalogue(ctx, { target_id: [2_000_000_000] })).rejects.toMatchObject({ code: "not_found" });
});

test("an export is a document that can be read, and holds names of variables instead of secrets", async () => {
  await makeTarget(db, { credential: "env:STAGING_KEY" });

  const exported = await exportCatalogue(ctx, {});

  expect(CatalogueDocument.safeParse(exported).success).toBe(true);
  expect(exported.targets?.[0]?.credential).toBe("env:STAGING_KEY");
});
