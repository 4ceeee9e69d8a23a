import type { Problem } from "@tfbench/contracts";
import { makeAutomation, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import type { TestAnswer, TestApi } from "../test-api.ts";

let db: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  db = await testDatabase();
  api = testApi(db);
});
afterAll(() => db.close());

const YAML = { "content-type": "application/yaml" };
const importing = (text: string, query = "") => api.call(`POST /api/v1/catalogue/import${query}`, text, YAML);
const problemsOf = (answer: TestAnswer) => (answer.body as Problem).details?.["problems"];

test("what is exported is imported without a change", async () => {
  const { id, name } = await makeAutomation(db);

  const exported = await api.fetch(`/api/v1/catalogue/export?automation_id=${id}`);
  const text = await exported.text();

  expect(exported.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
  expect(exported.headers.get("content-disposition")).toBe('attachment; filename="tfbench-catalogue.yaml"');
  expect(await importing(text)).toMatchObject({ status: 200, body: { unchanged: [{ noun: "automation", name }] } });
});

test("a dry run is asked for in the query", async () => {
  const answer = await importing("automations: [{ name: Planned }]", "?dry_run=true");

  expect(answer).toMatchObject({ status: 200, body: { dry_run: true, created: [{ name: "Planned" }] } });
  expect((await api.call("GET /api/v1/automations?search=Planned")).body).toMatchObject({ data: [] });
});

test("JSON is read as well", async () => {
  const body = { automations: [{ name: "From JSON" }] };

  expect(await api.call("POST /api/v1/catalogue/import?dry_run=true", body)).toMatchObject({ status: 200 });
});

test("each problem has its line and column: that of the field, or of what should hold it", async () => {
  const answer = await importing(
    [
      "automations:",
      "  - name: Prices",
      "    request:",
      "      url: https://a.example",
      "      gaol: Read",
      "  - request: {}",
    ].join("\n"),
  );

  expect(answer.status).toBe(422);
  expect(problemsOf(answer)).toEqual([{ line: 6, column: 5, path: "automations.1.name", message: "is required" }]);
  const second = await importing(
    ["automations:", "  - name: Prices", "    request:", "      url: https://a.example", "      gaol: Read"].join("\n"),
  );
  expect(problemsOf(second)).toEqual([
    { line: 3, column: 5, path: "automations.0.request.goal", message: "is required" },
    { line: 5, column: 7, path: "automations.0.request.gaol", message: "is not a known field" },
  ]);
});

test("names of inputs may hold dots and are still found", async () => {
  const answer = await importing("automations:\n  - name: Dots\n    default_inputs:\n      a.b: 1\n");

  expect(problemsOf(answer)).toMatchObject([{ line: 4, column: 7, path: "automations.0.default_inputs.a.b" }]);
});

test("text that is no YAML is refused with line and column", async () => {
  const answer = await importing("automations:\n  - name: x\n   request: {");

  expect([answer.status, (answer.body as Problem).code]).toEqual([400, "malformed_json"]);
  expect(problemsOf(answer)).toMatchObject([{ line: 3 }, ...(problemsOf(answer) as unknown[]).slice(1)]);
});

test.each([
  [
    "aliases that grow without bound",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: &e [*d, *d]\nf: &f [*e, *e]\ng: [*f, *f, *f, *f, *f, *f, *f, *f]\n",
  ],
  ["nothing", ""],
  ["a list", "- 1\n- 2\n"],
  ["a key that is no text", "? { a: 1 }\n: 2\n"],
  ["two documents", "a: 1\n---\nb: 2\n"],
  ["a prototype", "__proto__: { version: 1 }\n"],
])("%s are refused, not a fault of ours", async (_, text) => {
  const { status } = await importing(text);

  expect([400, 422]).toContain(status);
  expect(api.errors).toEqual([]);
});

test("other media types, long files and unknown ids are refused", async () => {
  const plain = await api.call("POST /api/v1/catalogue/import", "automations: []", { "content-type": "text/html" });

  expect(plain.status).toBe(415);
  expect((await importing("#".repeat(1_000_001))).status).toBe(413);
  expect((await api.call("GET /api/v1/catalogue/export?target_id=2000000000")).status).toBe(404);
  expect((await api.call("GET /api/v1/catalogue/export?target_id=x")).status).toBe(422);
});
