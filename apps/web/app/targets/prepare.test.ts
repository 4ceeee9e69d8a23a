import type { Target } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { draftOf, EMPTY_DRAFT, ofProvider, targetBody } from "./prepare.ts";
import { sayPrice } from "./say-price.ts";

const target: Target = {
  id: 1,
  name: "TinyFish",
  provider: "tinyfish",
  base_url: "https://agent.example",
  credential: null,
  simulated: false,
  is_default: true,
  builtin: null,
  limits: { max_in_flight: 2 },
  timeouts: { connect_ms: 1_000, headers_ms: 2_000, first_event_ms: 3_000, idle_ms: 4_000, total_ms: 5_000 },
  prices: { usd_per_step: 0.016, bills: "completed", version: 3, effective_at: "2026-11-20T10:00:00.000Z" },
  archived_at: null,
  created_at: "2026-11-20T10:00:00.000Z",
  updated_at: "2026-11-20T10:00:00.000Z",
};

test("editing without a change sends back what was there", () => {
  expect(targetBody(draftOf(target))).toEqual({
    name: "TinyFish",
    base_url: "https://agent.example",
    credential: null,
    simulated: false,
    limits: { max_in_flight: 2 },
    timeouts: target.timeouts,
    prices: { usd_per_step: 0.016, bills: "completed" },
  });
});

test("an empty price is unknown and an empty limit is none, neither is zero", () => {
  expect(targetBody(EMPTY_DRAFT)).toMatchObject({ limits: { max_in_flight: null }, prices: { usd_per_step: null } });
});

test("whether a new target is a simulator is left to the API unless it was said", () => {
  expect(targetBody(EMPTY_DRAFT)).not.toHaveProperty("simulated");
  expect(targetBody({ ...EMPTY_DRAFT, simulated: "true" })).toMatchObject({ simulated: true });
});

test("time limits left empty are left to the API's defaults", () => {
  expect(targetBody({ ...EMPTY_DRAFT, timeouts: { ...EMPTY_DRAFT.timeouts, idle_ms: "500" } }).timeouts).toEqual({
    idle_ms: 500,
  });
});

test("another provider brings its address and credential, and leaves alone what was typed", () => {
  expect(ofProvider(EMPTY_DRAFT, "openai")).toMatchObject({
    provider: "openai",
    base_url: "https://api.openai.com/v1",
    credential: "env:OPENAI_API_KEY",
  });
  expect(ofProvider({ ...EMPTY_DRAFT, base_url: "http://127.0.0.1:8000", credential: "" }, "anthropic")).toMatchObject({
    provider: "anthropic",
    base_url: "http://127.0.0.1:8000",
    credential: "",
  });
});

test("an endpoint is sent the prices of its tokens, those left empty as unknown, and an agent none", () => {
  const draft = ofProvider(EMPTY_DRAFT, "openai");
  const tokenPrices = { ...draft.tokenPrices, usd_per_million_input_tokens: "0.15" };

  expect(targetBody({ ...draft, tokenPrices }).prices).toEqual({
    usd_per_step: null,
    usd_per_million_input_tokens: 0.15,
    usd_per_million_output_tokens: null,
    usd_per_million_cached_tokens: null,
    bills: "all",
  });
  expect(targetBody({ ...EMPTY_DRAFT, tokenPrices }).prices).toEqual({ usd_per_step: null, bills: "all" });
});

test.each([
  ["tinyfish", {}, "$0.0160 a step"],
  ["tinyfish", { usd_per_step: null }, null],
  ["openai", {}, null],
  [
    "openai",
    { usd_per_million_input_tokens: 0.15, usd_per_million_output_tokens: 0.6 },
    "$0.150 in, $0.600 out, a million tokens",
  ],
  ["anthropic", { usd_per_million_output_tokens: 15 }, "? in, $15.00 out, a million tokens"],
] as const)("the price of %s with %j is told as %s", (provider, prices, said) => {
  expect(sayPrice({ provider, prices: { ...target.prices, ...prices } })).toBe(said);
});
