import { expect, test } from "vitest";
import { NO_BUDGET } from "./budget.ts";
import { BudgetWatch } from "./budget-watch.ts";
import { costOf } from "./cost-of.ts";

const SENT = { due: 0, slot_granted: 0, started: 0, connected: 0, sent: 1, headers: 2, first_event: 3 };
const STAMPS = { ...SENT, first_content: 3, last_content: 4, terminal: 5, closed: 5 };
const good = (cost_usd: number | null = null) =>
  ({ status: "completed", goal: "not_evaluated", cancelled_by: null, cost_usd }) as const;
const bad = { status: "infra_error", goal: "not_evaluated", cancelled_by: null, cost_usd: 0 } as const;
const unstarted = { status: "cancelled", goal: "not_evaluated", cancelled_by: "user", cost_usd: 0 } as const;
const PRICES = { usdPerMillionInputTokens: 2, usdPerMillionOutputTokens: 10 };

test("a budget of errors is used up by the run that makes them so many, and says so from then on", () => {
  const watch = new BudgetWatch({ ...NO_BUDGET, maxErrors: 2 });

  watch.take(bad);
  const before = watch.stop;
  watch.take(good());
  watch.take(bad);
  watch.take(bad);

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_errors", limit: 2, reached: 2 });
});

test("a share of errors is judged from the 20th run on, and runs that were never started are in no share", () => {
  const watch = new BudgetWatch({ ...NO_BUDGET, maxErrorRate: 0.1 });

  for (let run = 0; run < 3; run += 1) watch.take(bad);
  for (let run = 0; run < 30; run += 1) watch.take(unstarted);
  for (let run = 0; run < 16; run += 1) watch.take(good());
  const before = watch.stop;
  watch.take(good());

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_error_rate", reached: 0.15 });
});

test("a run that does not say what it cost counts as the dearest that did", () => {
  const watch = new BudgetWatch({ ...NO_BUDGET, maxUsd: 1 });

  for (const cost of [0.2, 0.3, null]) watch.take(good(cost));
  const before = watch.stop;
  watch.take(good(null));

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_usd", reached: 1.1 });
});

test("a target that tells nobody its tokens is stopped after ten runs rather than paid without limit", () => {
  const watch = new BudgetWatch({ ...NO_BUDGET, maxUsd: 100 });

  for (let run = 0; run < 10; run += 1) watch.take(good(null));

  expect(watch.stop).toMatchObject({ budget: "max_usd", reached: null });
});

test.each([
  ["tokens the server counted", { input_tokens: 1_000_000, output_tokens: 100_000 }, 3],
  ["nothing sent", { stamps: { ...STAMPS, sent: null } }, 0],
  ["refused before an answer", { status: "rate_limited", stamps: { ...STAMPS, first_event: null } }, 0],
  ["an answer without a count", {}, null],
  ["out of time, perhaps while it was answered", { status: "timeout", stamps: { ...STAMPS, first_event: null } }, null],
] as const)("the cost of a run with %s", (_what, changes, expected) => {
  const run = { status: "completed", stamps: STAMPS, input_tokens: null, output_tokens: null, ...changes } as const;

  expect(costOf(run, PRICES)).toBe(expected);
});
