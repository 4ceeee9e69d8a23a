import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "./test-api.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const TOKEN = "0123456789abcdef";
const BODY = { name: "A" };

describe("the host", () => {
  const api = () =>
    testApi(db, {
      host: "bench.internal",
      allowed_hosts: ["tools.example:8443", "2001:db8::1", "2001:db8:1:2:3:4:5:6"],
    });

  test.each([
    "localhost",
    "localhost:3000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "bench.internal",
    "BENCH.internal:99",
    "tools.example:8443",
    "[2001:db8::1]:80",
    "[2001:db8:1:2:3:4:5:6]",
  ])("%s is let in", async (host) => {
    expect((await api().call("GET /health", undefined, { host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "tools.example",
    "tools.example:80",
    "bench.internal.",
    "localhost:99999999",
    "a@localhost",
    "",
  ])("%j is refused", async (host) => {
    expect(await api().call("GET /health", undefined, { host })).toMatchObject({
      status: 403,
      body: { code: "forbidden_host" },
    });
  });
});

describe("a name of a private network", () => {
  const headers = { host: "tfbench-api:8000" };

  test("is let in beyond loopback, where other services call by it", async () => {
    expect((await testApi(db, { host: "0.0.0.0" }).call("GET /health", undefined, headers)).status).toBe(200);
  });

  test("is refused on loopback, where nobody else should call", async () => {
    expect((await testApi(db, { host: "127.0.0.1" }).call("GET /health", undefined, headers)).status).toBe(403);
  });

  test("is no origin that may change anything", async () => {
    const fromPage = { ...headers, origin: "http://tfbench-api:8000" };

    expect(await testApi(db, { host: "0.0.0.0" }).call("POST /api/v1/automations", BODY, fromPage)).toMatchObject({
      status: 403,
      body: { code: "forbidden_origin" },
    });
  });
});

describe("a mutation", () => {
  test.each<[string, Record<string, string>]>([
    ["without an origin", {}],
    ["from a page of ours", { origin: "http://localhost:3000", "sec-fetch-site": "same-site" }],
    ["from the same origin", { origin: "http://127.0.0.1:8000", "sec-fetch-site": "same-origin" }],
  ])("%s is taken", async (_name, headers) => {
    expect((await testApi(db).call("POST /api/v1/automations", BODY, headers)).status).toBe(201);
  });

  test.each<[string, Record<string, string>]>([
    ["from another page", { origin: "https://evil.example" }],
    ["from a page without an address", { origin: "null" }],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["whose origin only begins like ours", { origin: "http://localhost.evil.example" }],
    ["whose origin cannot be read", { origin: "localhost" }],
  ])("%s is refused and writes nothing", async (_name, headers) => {
    const name = crypto.randomUUID();
    const api = testApi(db);

    expect(await api.call("POST /api/v1/automations", { name }, headers)).toMatchObject({
      status: 403,
      body: { code: "forbidden_origin" },
    });
    expect((await api.call(`GET /api/v1/automations?search=${name}`)).body).toMatchObject({ data: [] });
  });

  test("is refused for every method that changes something", async () => {
    for (const method of ["POST", "PATCH", "DELETE", "PUT"]) {
      expect(
        (await testApi(db).call(`${method} /api/v1/automations/1`, {}, { origin: "https://evil.example" })).status,
      ).toBe(403);
    }
  });
});

test("reading from another page is left to the browser, which gets no permission", async () => {
  const answer = await testApi(db).call("GET /api/v1/automations", undefined, { origin: "https://evil.example" });

  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});

describe("the access token", () => {
  const api = () => testApi(db, { access_token: TOKEN });

  test.each<[string, Record<string, string>]>([
    ["as a Bearer token", { authorization: `Bearer ${TOKEN}` }],
    ["in the cookie", { cookie: `other=1; tfbench_access=${TOKEN}` }],
    ["in the cookie beside a wrong header", { authorization: "Bearer wrong", cookie: `tfbench_access=${TOKEN}` }],
  ])("lets in %s", async (_name, headers) => {
    expect((await api().call("GET /api/v1/automations", undefined, headers)).status).toBe(200);
  });

  test.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["a wrong one", { authorization: "Bearer 0123456789abcdeg" }],
    ["a part of it", { authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ["an empty cookie", { cookie: "tfbench_access=" }],
    ["another scheme", { authorization: `Basic ${TOKEN}` }],
  ])("asks again for %s", async (_name, headers) => {
    const answer = await api().call("GET /api/v1/automations", undefined, headers);

    expect(answer).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("is asked of everything but /health", async () => {
    for (const path of [
      "/openapi.json",
      "/docs",
      "/docs/swagger-ui.css",
      "/api/v1/runs/1/stream",
      "/nothing",
      "/health/",
      "/api/v1/../../health",
    ]) {
      expect([path, (await api().call(`GET ${path}`)).status]).toEqual([path, path.endsWith("/../health") ? 200 : 401]);
    }
    expect((await api().call("GET /health")).status).toBe(200);
  });

  test("is named by the document only where it is asked for", async () => {
    const document = async (answering: ReturnType<typeof testApi>) =>
      (await answering.call("GET /openapi.json", undefined, { authorization: `Bearer ${TOKEN}` })).body as {
        components: object;
        paths: Record<string, Record<string, object>>;
      };

    const [withToken, without] = [await document(api()), await document(testApi(db))];

    expect(withToken.components).toHaveProperty("securitySchemes");
    expect(withToken.paths["/api/v1/runs"]?.["get"]).toHaveProperty("security");
    expect(withToken.paths["/health"]?.["get"]).not.toHaveProperty("security");
    expect(without.components).not.toHaveProperty("securitySchemes");
  });
});
