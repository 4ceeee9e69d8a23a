import { expect, test } from "vitest";
import { completeNames, completeValues, valueFor } from "./complete-schema.ts";
import { checkContract, schemaOf } from "./json-contracts.ts";

const schema = schemaOf("tinyfish_request");

test("names that are given already are not offered again, and required ones are marked", () => {
  const names = completeNames(schema, [], ["url"]);

  expect(names.map(({ label }) => label)).not.toContain("url");
  expect(names.find(({ label }) => label === "goal")).toMatchObject({ detail: "string, required" });
});

test("names and values inside are those of the contract", () => {
  expect(completeNames(schema, ["agent_config"], []).map(({ label }) => label)).toEqual([
    "mode",
    "max_steps",
    "max_duration_seconds",
    "cursor_style",
  ]);
  expect(completeValues(schema, ["browser_profile"]).map(({ label }) => label)).toEqual(["lite", "stealth"]);
  expect(completeValues(schema, ["capture_config", "html"]).map(({ label, isText }) => [label, isText])).toEqual([
    ["true", false],
    ["false", false],
  ]);
  expect(completeNames(schema, ["nowhere", "at", "all"], [])).toEqual([]);
});

test("a new name brings a value of its kind", () => {
  expect(valueFor(schema, ["agent_config"])).toBe("{}");
  expect(valueFor(schema, ["credential_item_ids"])).toBe("[]");
  expect(valueFor(schema, ["goal"])).toBe('""');
  expect(valueFor(schema, ["use_vault"])).toBe("");
});

test("where a place stands the contract waits for its value; everything else is judged", () => {
  expect(checkContract("tinyfish_request", { url: "{{url}}", goal: "x" })).toEqual([]);
  expect(checkContract("tinyfish_request", { url: "nowhere", goal: "x", colour: "red" })).toEqual([
    { field: "url", message: "must be an address with its scheme, http or https" },
    { field: "colour", message: "is not a known field" },
  ]);
  expect(checkContract("timeouts", { idle_ms: 0.5 })).toMatchObject([{ field: "idle_ms" }]);
});

test("each provider's own names are offered", () => {
  const namesOf = (contract: Parameters<typeof schemaOf>[0], path: string[] = []) =>
    completeNames(schemaOf(contract), path, []).map(({ label }) => label);

  expect(namesOf("openai_request")).toEqual(
    expect.arrayContaining(["model", "messages", "prompt", "input", "extra_body"]),
  );
  expect(namesOf("anthropic_request")).toEqual(expect.arrayContaining(["model", "messages", "max_tokens"]));
  expect(namesOf("http_sse_request", ["stream"])).toEqual(expect.arrayContaining(["content", "terminal", "usage"]));
  expect(namesOf("http_sse_request", ["stream", "terminal"])).toEqual(["event", "data", "path", "equals"]);
});
