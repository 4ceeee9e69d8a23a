import { expect, test } from "vitest";
import { loadConfig } from "#config.ts";
import { guardRequest } from "./guard-request.ts";

const loopback = loadConfig({});
const reachable = loadConfig({
  HOST: "0.0.0.0",
  TFBENCH_ACCESS_TOKEN: "0123456789abcdef",
  TFBENCH_ALLOWED_HOSTS: "Bench.Example",
});

const refusalOf = (method: string, headers: Record<string, string>, config = loopback) =>
  guardRequest({ method, headers: new Headers(headers) }, config)?.code ?? null;

test.each(["127.0.0.1:3000", "localhost:3000", "localhost", "[::1]:3000", "127.1.2.3:3000"])(
  "bound to loopback, the host %s is answered",
  (host) => {
    expect(refusalOf("GET", { host })).toBeNull();
  },
);

test.each([
  "evil.example",
  "evil.example:3000",
  "localhost.evil.example",
  "192.168.1.4:3000",
  "",
  "127.0.0.1@evil.example",
  "localhost/path",
])("bound to loopback, the host %j is refused, reading too", (host) => {
  expect(refusalOf("GET", { host })).toBe("forbidden_host");
});

test.each([
  ["192.168.1.4:3000", null],
  ["[2001:db8::1]:3000", null],
  ["bench.example", null],
  ["localhost:3000", null],
  ["rebound.example", "forbidden_host"],
])("beyond loopback, the host %s gives %s", (host, code) => {
  expect(refusalOf("GET", { host }, reachable)).toBe(code);
});

const host = "127.0.0.1:3000";
test.each([
  ["the dashboard's own page", { origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" }, null],
  ["a program that is no browser", {}, null],
  ["a foreign page", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "forbidden_origin"],
  [
    "another port of this machine",
    { origin: "http://127.0.0.1:8080", "sec-fetch-site": "same-site" },
    "forbidden_origin",
  ],
  ["a page without an origin", { origin: "null" }, "forbidden_origin"],
  ["a navigation from elsewhere", { "sec-fetch-site": "cross-site" }, "forbidden_origin"],
])("a change from %s gives %s", (_from, headers, code) => {
  for (const method of ["POST", "PATCH", "PUT", "DELETE"]) expect(refusalOf(method, { host, ...headers })).toBe(code);
});

test("reading is not held against a foreign origin: it cannot see the answer", () => {
  expect(refusalOf("GET", { host, origin: "https://evil.example", "sec-fetch-site": "cross-site" })).toBeNull();
});
