import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApi } from "../test-api.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

test("the document says 3.1 and is JSON", async () => {
  expect(await testApi(db).call("GET /openapi.json")).toMatchObject({ status: 200, body: { openapi: "3.1.0" } });
});

test("the page and all it loads come from this server", async () => {
  const api = testApi(db);
  const page = await api.call("GET /docs");
  const loaded = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? "");

  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(loaded).toHaveLength(4);
  for (const path of loaded) expect([path, (await api.fetch(path)).status]).toEqual([path, 200]);
});

test.each(["/docs/package.json", "/docs/..%2fpackage.json", "/docs/index.html"])("%s is not served", async (path) => {
  expect((await testApi(db).call(`GET ${path}`)).status).toBe(404);
});

test("language models are told what this is, in plain text", async () => {
  const answer = await testApi(db).fetch("/llms.txt");

  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/plain; charset=utf-8"]);
  expect(await answer.text()).toMatch(/^# tfbench\n/);
});
