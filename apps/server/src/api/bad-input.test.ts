import { makeAutomation, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldsOf, testApi } from "./test-api.ts";
import type { TestApi } from "./test-api.ts";

let db: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  db = await testDatabase();
  api = testApi(db);
});
afterAll(() => db.close());

const AUTOMATIONS = "/api/v1/automations";
const rowsOf = async (): Promise<unknown> =>
  db.query(
    "SELECT (SELECT count(*)::int FROM automations) AS automations, (SELECT count(*)::int FROM audit_log) AS audits",
  );

describe("a body is refused, and nothing is written:", () => {
  const nested = (levels: number): string =>
    `{"name":"A","request":{"url":"https://example.com","goal":"g","output_schema":${"[".repeat(levels)}${"]".repeat(levels)}}}`;

  test.each<[string, string, number, string, string[]]>([
    ["malformed JSON", '{"name":', 400, "malformed_json", []],
    ["no JSON at all", "name=A", 400, "malformed_json", []],
    ["an empty body", "", 400, "malformed_json", []],
    ["JSON that is no object", '"A"', 422, "invalid_input", [""]],
    ["null", "null", 422, "invalid_input", [""]],
    ["a list", "[]", 422, "invalid_input", [""]],
    ["a wrong type", '{"name":1}', 422, "invalid_input", ["name"]],
    ["an unknown field", '{"name":"A","nome":"B"}', 422, "invalid_input", ["nome"]],
    ["a missing field", "{}", 422, "invalid_input", ["name"]],
    ["a prototype", '{"name":"A","__proto__":{"x":1}}', 422, "invalid_input", ["__proto__"]],
    ["NUL in a text", '{"name":"a\\u0000b"}', 422, "invalid_input", ["name"]],
    ["a lone surrogate in a text", '{"name":"a\\ud800b"}', 422, "invalid_input", ["name"]],
    [
      "NUL deep in JSON",
      '{"name":"A","default_inputs":{"url":[{"a":"\\u0000"}]}}',
      422,
      "invalid_input",
      ["default_inputs.url"],
    ],
    [
      "NUL in a key",
      '{"name":"A","request":{"url":"https://example.com","goal":"g","output_schema":{"\\u0000":1}}}',
      422,
      "invalid_input",
      ["request"],
    ],
    [
      "a number too large for JSON's readers",
      '{"name":"A","default_inputs":{"url":1e999}}',
      422,
      "invalid_input",
      ["default_inputs.url"],
    ],
    ["JSON nested without end", nested(5_000), 422, "invalid_input", ["request"]],
    [
      "an unknown template name",
      '{"name":"A","default_inputs":{"ulr":1}}',
      422,
      "unknown_template_variable",
      ["default_inputs.ulr"],
    ],
    [
      "braces that begin no place",
      '{"name":"A","request":{"url":"https://example.com","goal":"{{ }}"}}',
      422,
      "invalid_input",
      ["request.goal"],
    ],
  ])("%s", async (_name, body, status, code, fields) => {
    const before = await rowsOf();

    const answer = await api.call(`POST ${AUTOMATIONS}`, body);

    expect(answer).toMatchObject({
      status,
      body: { type: "about:blank", status, code, request_id: answer.headers.get("x-request-id") },
    });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(fieldsOf(answer)).toEqual(fields);
    expect(await rowsOf()).toEqual(before);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=latin1",
    "application/jsonp",
    "multipart/form-data; boundary=x",
    "x",
  ])("sent as %s", async (type) => {
    expect(await api.call(`POST ${AUTOMATIONS}`, '{"name":"A"}', { "content-type": type })).toMatchObject({
      status: 415,
      body: { code: "unsupported_media_type" },
    });
  });

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "APPLICATION/JSON;charset=UTF-8",
    'application/json; charset="utf-8"',
  ])("but not as %s", async (type) => {
    expect((await api.call(`POST ${AUTOMATIONS}`, '{"name":"A"}', { "content-type": type })).status).toBe(201);
  });

  test("sent without a type", async () => {
    const answer = await api.fetch(AUTOMATIONS, { method: "POST", body: Buffer.from('{"name":"A"}') });

    expect(answer.status).toBe(415);
  });

  test("that is not UTF-8", async () => {
    const answer = await api.fetch(AUTOMATIONS, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });

    expect(answer.status).toBe(400);
  });

  test("over the limit, announced or not", async () => {
    const long = JSON.stringify({ name: "A", description: "x".repeat(1_000_000) });
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 11; i += 1) controller.enqueue(new Uint8Array(100_000).fill(0x20));
        controller.close();
      },
    });

    expect(await api.call(`POST ${AUTOMATIONS}`, long)).toMatchObject({
      status: 413,
      body: { code: "body_too_large" },
    });
    // Node asks for `duplex` where a body is a stream; the type of RequestInit does not know it.
    const streamed: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: chunks,
      duplex: "half",
    };
    expect((await api.fetch(AUTOMATIONS, streamed)).status).toBe(413);
  });
});

describe("an id is refused or not found, never an error of ours:", () => {
  test.each([
    "0",
    "-1",
    "1.5",
    "1e3",
    "abc",
    "01",
    "+1",
    " 1",
    "2147483648",
    "9".repeat(400),
    "%00",
    "1%00",
    "%E0%A4%A",
    "%zz",
    "null",
    "NaN",
    "１",
  ])("%s", async (id) => {
    for (const path of [
      "/api/v1/runs/ID",
      "/api/v1/runs/ID/events",
      "/api/v1/runs/ID/stream",
      "/api/v1/batches/ID",
      "/api/v1/scenarios/ID",
    ]) {
      expect([path, await api.call(`GET ${path}`.replace("ID", id))]).toMatchObject([
        path,
        { status: 422, body: { code: "invalid_input", fields: [{ field: "path.id" }] } },
      ]);
    }
  });

  test("2147483647", async () => {
    expect((await api.call("GET /api/v1/runs/2147483647")).status).toBe(404);
  });
});

describe("a query is refused", () => {
  test.each([
    ["limit=", ["query.limit"]],
    ["limit=1&limit=2", ["query.limit"]],
    ["limit=1.5", ["query.limit"]],
    ["search=%00", ["query.search"]],
    ["search=a&search=b", ["query.search"]],
    [`search=${"x".repeat(501)}`, ["query.search"]],
    ["cursor=", ["query.cursor"]],
    ["constructor=1", ["query.constructor"]],
    ["__proto__=1", ["query.__proto__"]],
    ["limit%00=1", ["query.limit\u0000"]],
  ])("%s", async (query, fields) => {
    const answer = await api.call(`GET ${AUTOMATIONS}?${query}`);

    expect(answer.status).toBe(422);
    expect(fieldsOf(answer)).toEqual(fields);
  });

  test("or read as it stands where its percent encoding is broken", async () => {
    expect((await api.call(`GET ${AUTOMATIONS}?search=%zz`)).status).toBe(200);
  });
});

describe("a method", () => {
  test.each([
    ["PUT", "/api/v1/automations/1", "DELETE, GET, HEAD, OPTIONS, PATCH"],
    ["DELETE", "/api/v1/runs", "GET, HEAD, OPTIONS"],
    ["GET", "/api/v1/runs/trigger", "OPTIONS, POST"],
    ["HEAD", "/api/v1/runs/trigger", "OPTIONS, POST"],
    ["POST", "/health", "GET, HEAD, OPTIONS"],
    ["POST", "/openapi.json", "GET, HEAD, OPTIONS"],
    ["PATCH", "/docs", "GET, HEAD, OPTIONS"],
  ])("%s %s is not possible, and Allow says what is", async (method, path, allow) => {
    const { status, headers } = await api.call(`${method} ${path}`);

    expect([status, headers.get("allow"), headers.get("content-type")]).toEqual([
      405,
      allow,
      "application/problem+json",
    ]);
  });

  test("OPTIONS says what is possible", async () => {
    const answer = await api.call("OPTIONS /api/v1/automations");

    expect([answer.status, answer.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  });

  test("HEAD is GET without the body", async () => {
    const { id } = await makeAutomation(db);

    const [head, get] = [await api.call(`HEAD ${AUTOMATIONS}/${id}`), await api.call(`GET ${AUTOMATIONS}/${id}`)];

    expect([head.status, head.headers.get("etag")]).toEqual([200, get.headers.get("etag")]);
  });
});

test.each([
  "/nothing",
  "/api/v1",
  "/api/v1/automations/",
  "/api/v2/runs",
  "/api/v1/automations/1/2",
  "//",
  "/%00",
  "/api/v1/runs/",
])("%s is a path that is not there", async (path) => {
  expect(await api.call(`GET ${path}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
});

describe("the request id", () => {
  test("is the caller's where it is harmless, and a new one otherwise", async () => {
    const answered = async (id: string) =>
      (await api.call("GET /health", undefined, { "x-request-id": id })).headers.get("x-request-id");

    expect(await answered("caller-0001")).toBe("caller-0001");
    expect(await answered("short")).not.toBe("short");
    expect(await answered("a b c d e f g h")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answered("x".repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("reaches the audit row of what the request did", async () => {
    await api.call(`POST ${AUTOMATIONS}`, { name: "A" }, { "x-request-id": "caller-0002" });

    expect(await db.query("SELECT action, actor FROM audit_log WHERE request_id = 'caller-0002'")).toEqual([
      { action: "create", actor: "api" },
    ]);
  });
});

test("an error that is not ours answers a fixed sentence, and only the log knows more", async () => {
  const failing = testApi(db, { queue: { send: () => Promise.reject(new Error("password=hunter2")) } });
  const { id } = (
    await failing.call(`POST ${AUTOMATIONS}`, { name: "A", request: { url: "https://example.com", goal: "g" } })
  ).body as { id: number };
  const scenario = (await failing.call("POST /api/v1/scenarios", { name: "S", automation_id: id })).body as {
    id: number;
  };
  await failing.call("POST /api/v1/targets", { name: "T", base_url: "http://127.0.0.1:8010" });
  await db.query(
    "UPDATE targets SET is_default = true WHERE id = (SELECT max(id) FROM targets) AND NOT EXISTS (SELECT 1 FROM targets WHERE is_default)",
  );

  const answer = await failing.call("POST /api/v1/runs/trigger", { scenario_id: scenario.id });

  expect(answer).toMatchObject({
    status: 500,
    body: { code: "internal", message: "Something went wrong on our side." },
  });
  expect(JSON.stringify(answer.body)).not.toContain("hunter2");
  expect(failing.errors).toMatchObject([
    { facts: { request_id: answer.headers.get("x-request-id"), err: { message: "password=hunter2" } } },
  ]);
});

test("an answer can be asked for again by its ETag", async () => {
  const { id } = await makeAutomation(db);
  const first = await api.call(`GET ${AUTOMATIONS}/${id}`);

  const again = await api.call(`GET ${AUTOMATIONS}/${id}`, undefined, {
    "if-none-match": first.headers.get("etag") ?? "",
  });

  expect([again.status, again.body, again.headers.get("x-request-id") !== null]).toEqual([304, "", true]);
});

test("every answer carries the headers that keep browsers from guessing", async () => {
  for (const path of ["/health", "/nothing", AUTOMATIONS]) {
    const { headers } = await api.call(`GET ${path}`);
    expect([headers.get("x-content-type-options"), headers.get("cache-control")]).toEqual(["nosniff", "no-store"]);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  }
});
