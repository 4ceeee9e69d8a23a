import { expect, test } from "vitest";
import { tokenCost } from "./token-cost.ts";

const SENT = { due: 0, slot_granted: 0, started: 0, connected: 0, sent: 1, headers: 2, first_event: 3 };
const STAMPS = { ...SENT, first_content: 3, last_content: 4, terminal: 5, closed: 5 };
const COUNTED = { input_tokens: 1_000_000, output_tokens: 100_000, cached_tokens: 400_000 };
const PRICES = { usd_per_million_input_tokens: 2, usd_per_million_output_tokens: 10 };
const RUN = {
  status: "completed",
  stamps: STAMPS,
  input_tokens: null,
  output_tokens: null,
  cached_tokens: null,
} as const;
const UNANSWERED = { ...STAMPS, first_event: null };

test.each([
  ["tokens the server counted", COUNTED, 3],
  ["nothing sent", { stamps: { ...STAMPS, sent: null } }, 0],
  ["refused before an answer", { status: "rate_limited", stamps: UNANSWERED }, 0],
  ["an answer without a count", {}, null],
  ["half a count", { input_tokens: 5 }, null],
  ["out of time, perhaps while it was answered", { status: "timeout", stamps: UNANSWERED }, null],
  ["an answer that broke off after its tokens were counted", { ...COUNTED, status: "infra_error" }, 3],
] as const)("the cost of a run with %s", (_what, changes, expected) => {
  expect(tokenCost({ ...RUN, ...changes }, PRICES)).toBe(expected);
});

test.each([
  ["a price of its own", COUNTED, 0.5, 2.4],
  ["a price of its own, and no count", { ...COUNTED, cached_tokens: null }, 0.5, null],
  ["no price of its own", COUNTED, null, 3],
  ["no price of its own, and no count", { ...COUNTED, cached_tokens: null }, null, 3],
] as const)("input from a cache with %s", (_what, changes, usd_per_million_cached_tokens, expected) => {
  expect(tokenCost({ ...RUN, ...changes }, { ...PRICES, usd_per_million_cached_tokens })).toBe(expected);
});

test("without a price of input or of output nothing is known, whatever was counted", () => {
  const run = { ...RUN, ...COUNTED };

  expect(tokenCost(run, { usd_per_million_input_tokens: 2 })).toBeNull();
  expect(tokenCost(run, { ...PRICES, usd_per_million_input_tokens: null })).toBeNull();
  expect(tokenCost({ ...run, stamps: { ...STAMPS, sent: null } }, {})).toBeNull();
});

test("a target that bills completed runs only bills no others", () => {
  const prices = { ...PRICES, bills: "completed" } as const;

  expect(tokenCost({ ...RUN, ...COUNTED }, prices)).toBe(3);
  expect(tokenCost({ ...RUN, ...COUNTED, status: "timeout" }, prices)).toBe(0);
});

test("one token of a cheap model is not rounded away", () => {
  const one = { ...RUN, input_tokens: 1, output_tokens: 0 };

  expect(tokenCost(one, { usd_per_million_input_tokens: 0.0375, usd_per_million_output_tokens: 1 })).toBe(3.75e-8);
});
