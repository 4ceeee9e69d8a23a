import { CreateAutomation } from "@tfbench/contracts";
import { makeAutomation, makeBatch, makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "../context.ts";
import { auditOf, testContext } from "../test-context.ts";
import { createAutomation } from "./create-automation.ts";
import { deleteAutomation } from "./delete-automation.ts";
import { getAutomation } from "./get-automation.ts";
import { listAutomations } from "./list-automations.ts";
import { updateAutomation } from "./update-automation.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(() => db.close());

const unique = (): string => crypto.randomUUID();
const create = (input: Partial<CreateAutomation> = {}) =>
  createAutomation(ctx, CreateAutomation.parse({ name: unique(), ...input }));

test("an automation without a request is said by its inputs alone", async () => {
  const created = await create({ default_inputs: { url: "https://example.com" } });

  expect(created).toMatchObject({
    provider: "tinyfish",
    request: { url: "{{url}}", goal: "{{goal}}" },
    variables: ["url", "goal"],
    archived_at: null,
  });
  expect(await getAutomation(ctx, { id: created.id })).toEqual(created);
  expect(await auditOf(db, "automation", created.id)).toEqual([
    { actor: "test", action: "create", request_id: "request-1", details: { name: created.name } },
  ]);
});

test("creating twice makes two", async () => {
  const [one, other] = [await create({ name: "same" }), await create({ name: "same" })];

  expect(one.id).not.toBe(other.id);
});

test("inputs that the request does not use are refused, and nothing is written", async () => {
  const name = unique();

  await expect(create({ name, default_inputs: { ulr: 1 } })).rejects.toMatchObject({
    code: "unknown_template_variable",
    fields: [{ field: "default_inputs.ulr" }],
  });
  expect((await listAutomations(ctx, { search: name })).data).toEqual([]);
});

test("a request the provider would refuse is refused", async () => {
  await expect(create({ request: { url: "{{url}}", goal: "g", extra: 1 } })).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ field: "request.extra" }],
  });
});

test("an update changes what it names and leaves the rest", async () => {
  const created = await create({ description: "before", tinyfish_automation_id: "tf-1" });

  const updated = await updateAutomation(ctx, {
    id: created.id,
    description: null,
    request: { url: "https://example.com", goal: "{{what}}" },
  });

  expect(updated).toMatchObject({
    name: created.name,
    description: null,
    tinyfish_automation_id: "tf-1",
    variables: ["what"],
  });
  expect((await auditOf(db, "automation", created.id)).map(({ action, details }) => [action, details])).toEqual([
    ["create", { name: created.name }],
    ["update", { fields: ["description", "request"] }],
  ]);
});

test("an update is judged together with what stays", async () => {
  const created = await create({ default_inputs: { url: "https://example.com" } });

  await expect(
    updateAutomation(ctx, { id: created.id, request: { url: "https://example.com", goal: "g" } }),
  ).rejects.toMatchObject({
    code: "unknown_template_variable",
    fields: [{ field: "default_inputs.url" }],
  });
  expect((await getAutomation(ctx, { id: created.id })).request).toEqual(created.request);
});

test("archiving twice keeps the first date, and taking out of the archive clears it", async () => {
  const { id } = await create();

  const first = await updateAutomation(ctx, { id, archived: true });
  const second = await updateAutomation(ctx, { id, archived: true });
  const out = await updateAutomation(ctx, { id, archived: false });

  expect(first.archived_at).not.toBeNull();
  expect(second.archived_at).toBe(first.archived_at);
  expect(out.archived_at).toBeNull();
});

test("an automation nothing hangs on is deleted, and a second deletion does not find it", async () => {
  const { id } = await create();

  await deleteAutomation(ctx, { id });

  await expect(getAutomation(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteAutomation(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  expect((await auditOf(db, "automation", id)).map(({ action }) => action)).toEqual(["create", "delete"]);
});

test("an automation with scenarios and runs is not deleted: the refusal counts them", async () => {
  const { id } = await makeAutomation(db);
  const scenario = await makeScenario(db, { automation_id: id });
  await makeScenario(db, { automation_id: id });
  await makeBatch(db, { scenario, runs: 3 });

  await expect(deleteAutomation(ctx, { id })).rejects.toMatchObject({
    code: "has_dependents",
    message: `Automation ${id} cannot be deleted: 2 scenarios and 3 runs hang on it.`,
    details: { scenarios: 2, runs: 3 },
  });
  expect((await getAutomation(ctx, { id })).id).toBe(id);
  expect(await auditOf(db, "automation", id)).toEqual([]);
});

test("one dependent is said in the singular", async () => {
  const { id } = await makeAutomation(db);
  await makeScenario(db, { automation_id: id });

  await expect(deleteAutomation(ctx, { id })).rejects.toMatchObject({
    message: `Automation ${id} cannot be deleted: 1 scenario hangs on it.`,
  });
});

test("what does not exist is not found by any verb", async () => {
  await expect(getAutomation(ctx, { id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateAutomation(ctx, { id: 2_000_000_000 })).rejects.toMatchObject({ code: "not_found" });
});

test("another project's automation is not found", async () => {
  const { id } = await create();
  const stranger = testContext(db, { project_id: 2 });

  await expect(getAutomation(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(updateAutomation(stranger, { id, name: "mine" })).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteAutomation(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
});

test("pages follow one another without gap or repeat, newest first", async () => {
  const search = unique();
  const ids: number[] = [];
  for (let i = 0; i < 5; i += 1) ids.push((await create({ name: `${search} ${i}` })).id);

  const first = await listAutomations(ctx, { search, limit: 2 });
  const second = await listAutomations(ctx, { search, limit: 2, cursor: first.next_cursor ?? "" });
  const third = await listAutomations(ctx, { search, limit: 2, cursor: second.next_cursor ?? "" });

  expect([first, second, third].map((page) => page.data.map(({ id }) => id))).toEqual([
    [ids[4], ids[3]],
    [ids[2], ids[1]],
    [ids[0]],
  ]);
  expect(third.next_cursor).toBeNull();
});

test("a page that is exactly full is the last one when nothing follows", async () => {
  const search = unique();
  for (let i = 0; i < 2; i += 1) await create({ name: `${search} ${i}` });

  expect((await listAutomations(ctx, { search, limit: 2 })).next_cursor).toBeNull();
});

test("the search takes text as it stands, whatever its case", async () => {
  const mark = unique();
  const { id } = await create({ name: `100%_${mark} É` });
  await create({ name: `100xx${mark}` });

  expect((await listAutomations(ctx, { search: `100%_${mark.toUpperCase()}` })).data.map((row) => row.id)).toEqual([
    id,
  ]);
});

test("archived rows are shown when they are asked for", async () => {
  const search = unique();
  const { id: kept } = await create({ name: search });
  const { id: archived } = await create({ name: search });
  await updateAutomation(ctx, { id: archived, archived: true });
  const ids = async (choice: "exclude" | "include" | "only") =>
    (await listAutomations(ctx, { search, archived: choice })).data.map(({ id }) => id);

  expect(await ids("exclude")).toEqual([kept]);
  expect(await ids("only")).toEqual([archived]);
  expect(await ids("include")).toEqual([archived, kept]);
});

test.each(["", "c0", "c-1", "x", "c1; DROP TABLE automations", "c9999999999"])(
  "the cursor %j is refused",
  async (cursor) => {
    await expect(listAutomations(ctx, { cursor })).rejects.toMatchObject({
      code: "invalid_input",
      fields: [{ field: "query.cursor" }],
    });
  },
);
