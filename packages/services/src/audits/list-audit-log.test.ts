import { AuditEntry } from "@tfbench/contracts";
import { makeScenario, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateScenario } from "../scenarios/update-scenario.ts";
import { testContext } from "../test-context.ts";
import { listAuditLog } from "./list-audit-log.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("changes are listed page by page, the newest first, of one row where asked", async () => {
  const ctx = testContext(db);
  const [{ id }, other] = [await makeScenario(db), await makeScenario(db)];
  for (const name of ["one", "two", "three"]) await updateScenario(ctx, { id, name });
  await updateScenario(ctx, { id: other.id, name: "four" });
  const filter = { noun: "scenario", noun_id: id };

  const first = await listAuditLog(ctx, { filter, cursor: null, limit: 2 });
  const second = await listAuditLog(ctx, { filter, cursor: first.next_cursor, limit: 2 });

  const entries = [...first.data, ...second.data];
  expect(entries.map((entry) => AuditEntry.parse(entry))).toEqual(entries);
  expect(entries).toHaveLength(3);
  expect(entries.map((entry) => entry.id)).toEqual(entries.map((entry) => entry.id).toSorted((a, b) => b - a));
  expect(entries[0]).toMatchObject({ actor: "test", action: "update", noun_id: id, details: { fields: ["name"] } });
  expect(second.next_cursor).toBeNull();
});

test("a cursor of another list is refused, and another project's rows are not listed", async () => {
  const ctx = testContext(db);
  const { id } = await makeScenario(db);
  await updateScenario(ctx, { id, name: "a" });
  await updateScenario(ctx, { id, name: "b" });
  const { next_cursor } = await listAuditLog(ctx, {
    filter: { noun: "scenario", noun_id: id },
    cursor: null,
    limit: 1,
  });

  await expect(listAuditLog(ctx, { filter: {}, cursor: next_cursor, limit: 1 })).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect((await listAuditLog({ ...ctx, project_id: 99 }, { filter: {}, cursor: null, limit: 5 })).data).toEqual([]);
});
