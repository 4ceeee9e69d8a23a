import { AppError } from "@tfbench/contracts";
import type { JsonObject } from "@tfbench/contracts";
import { describe, expect, test } from "vitest";
import { checkFilledRequest, checkRequestTemplate } from "./check-request.ts";

const GOOD: JsonObject = { url: "https://example.com", goal: "Read the title" };
const fieldsOf = (work: () => void): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_input") return error.fields.map(({ field }) => field);
    throw error;
  }
  return [];
};
const filled = (extra: JsonObject) => fieldsOf(() => checkFilledRequest("tinyfish", { ...GOOD, ...extra }));
const template = (request: JsonObject) => fieldsOf(() => checkRequestTemplate("tinyfish", request));

const customProxy = (extra: JsonObject): JsonObject => ({
  proxy_config: { enabled: true, type: "custom", url: "http://p:1", ...extra },
});
const nested = (levels: number): JsonObject => (levels === 1 ? {} : { properties: nested(levels - 1) });

test("every documented field passes", () => {
  expect(
    filled({
      browser_profile: "stealth",
      proxy_config: { enabled: true, type: "tetra", country_code: "NL" },
      agent_config: { mode: "strict", max_steps: 500, max_duration_seconds: 300, cursor_style: "green-pointer" },
      capture_config: { elements: true, snapshots: false, screenshots: true, recording: false, html: true },
      api_integration: "bench",
      webhook_url: "https://example.com/hook",
      output_schema: { type: "object", properties: { a: { type: "string" } } },
      use_vault: true,
      credential_item_ids: ["cred:conn:Vault:item"],
      use_profile: true,
      profile_id: "prof_1",
    }),
  ).toEqual([]);
});

describe("a filled request is refused at its field", () => {
  test.each<[string, JsonObject, string]>([
    ["an address without a scheme", { url: "example.com" }, "request.url"],
    ["an address of another scheme", { url: "ftp://example.com" }, "request.url"],
    ["an empty goal", { goal: "" }, "request.goal"],
    ["an unknown field", { gaol: "x" }, "request.gaol"],
    ["an unknown nested field", { agent_config: { steps: 1 } }, "request.agent_config.steps"],
    ["steps out of range", { agent_config: { max_steps: 501 } }, "request.agent_config.max_steps"],
    [
      "a place that was filled with the wrong type",
      { agent_config: { max_steps: "5" } },
      "request.agent_config.max_steps",
    ],
    ["a proxy without enabled", { proxy_config: {} }, "request.proxy_config.enabled"],
    [
      "a country that is no code",
      { proxy_config: { enabled: true, country_code: "nl" } },
      "request.proxy_config.country_code",
    ],
    ["a custom proxy without address", { proxy_config: { enabled: true, type: "custom" } }, "request.proxy_config.url"],
    [
      "a custom proxy with a country",
      { proxy_config: { enabled: true, type: "custom", url: "http://p:1", country_code: "US" } },
      "request.proxy_config.country_code",
    ],
    [
      "an address for the built-in proxy",
      { proxy_config: { enabled: true, url: "http://p:1" } },
      "request.proxy_config.url",
    ],
    ["a proxy's password itself", customProxy({ password: "s3cret" }), "request.proxy_config.password"],
    ["a secret of the server itself", customProxy({ password: "env:DATABASE_URL" }), "request.proxy_config.password"],
    ["a user name that names no variable", customProxy({ username: "env:" }), "request.proxy_config.username"],
    ["a password within an address", customProxy({ url: "http://me:s3cret@p:1" }), "request.proxy_config.url"],
    ["one within an address without scheme", customProxy({ url: "me:s3cret@p:1" }), "request.proxy_config.url"],
    ["a webhook without TLS", { webhook_url: "http://example.com" }, "request.webhook_url"],
    ["a profile that is not used", { profile_id: "prof_1" }, "request.profile_id"],
    ["credentials without the vault", { credential_item_ids: ["a"] }, "request.credential_item_ids"],
    ["an output schema eleven levels deep", { output_schema: nested(11) }, "request.output_schema"],
    ["an output schema over 64 KB", { output_schema: { enum: ["x".repeat(65_537)] } }, "request.output_schema"],
  ])("%s", (_name, extra, field) => {
    expect(filled(extra)).toEqual([field]);
  });
});

test("an output schema of ten levels passes", () => {
  expect(filled({ output_schema: nested(10) })).toEqual([]);
});

test("what a place will fill is not judged before it is filled", () => {
  expect(
    template({
      url: "{{url}}",
      goal: "{{goal}}",
      agent_config: { max_steps: "{{steps}}" },
      output_schema: "{{schema}}",
    }),
  ).toEqual([]);
});

test("a secret is a reference from the first save on: no place fills it, for inputs are kept in the clear", () => {
  const proxied = (password: string) => template({ ...GOOD, ...customProxy({ username: "me", password }) });

  expect(proxied("env:PROXY_PASSWORD")).toEqual([]);
  for (const password of ["s3cret", "{{password}}", "env:{{name}}"])
    expect(proxied(password)).toEqual(["request.proxy_config.password"]);
});

test("the refusal of a secret says how to give it, and does not repeat it", () => {
  try {
    checkRequestTemplate("tinyfish", { ...GOOD, ...customProxy({ password: "s3cret" }) });
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(`${error.hint} ${error.fields[0]?.message}`).toMatch(/env:NAME.*env:NAME/);
    expect(JSON.stringify([error.message, error.hint, error.fields, error.details])).not.toContain("s3cret");
  }
});

test("what no place will change is judged at once", () => {
  expect(template({ url: "{{url}}", goal: "g", agent_config: { max_steps: 0 }, gaol: "x" })).toEqual([
    "request.agent_config.max_steps",
    "request.gaol",
  ]);
  expect(template({ url: "{{url}}" })).toEqual(["request.goal"]);
});

test("braces that begin no place are refused at their path", () => {
  expect(template({ url: "https://example.com", goal: "a {{ }} b" })).toEqual(["request.goal"]);
});
