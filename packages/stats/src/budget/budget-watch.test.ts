import { expect, test } from "vitest";
import { BudgetWatch } from "./budget-watch.ts";

const good = (cost_usd: number | null = null) =>
  ({ status: "completed", goal: "not_evaluated", cancelled_by: null, cost_usd }) as const;
const bad = { status: "infra_error", goal: "not_evaluated", cancelled_by: null, cost_usd: 0 } as const;
const unstarted = { status: "cancelled", goal: "not_evaluated", cancelled_by: "user", cost_usd: 0 } as const;

test("a budget of errors is used up by the run that makes them so many, and says so from then on", () => {
  const watch = new BudgetWatch({ max_errors: 2 });

  watch.take(bad);
  const before = watch.stop;
  watch.take(good());
  watch.take(bad);
  watch.take(bad);

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_errors", limit: 2, reached: 2 });
});

test("a share of errors is judged from the 20th run on, and runs that were never started are in no share", () => {
  const watch = new BudgetWatch({ max_error_rate: 0.1 });

  for (let run = 0; run < 3; run += 1) watch.take(bad);
  for (let run = 0; run < 30; run += 1) watch.take(unstarted);
  for (let run = 0; run < 16; run += 1) watch.take(good());
  const before = watch.stop;
  watch.take(good());

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_error_rate", reached: 0.15 });
});

test("a run that does not say what it cost counts as the dearest that did", () => {
  const watch = new BudgetWatch({ max_usd: 1 });

  for (const cost of [0.2, 0.3, null]) watch.take(good(cost));
  const before = watch.stop;
  watch.take(good(null));

  expect(before).toBeNull();
  expect(watch.stop).toMatchObject({ budget: "max_usd", reached: 1.1 });
});

test("a target that tells nobody its tokens is stopped after ten runs rather than paid without limit", () => {
  const watch = new BudgetWatch({ max_usd: 100 });

  for (let run = 0; run < 10; run += 1) watch.take(good(null));

  expect(watch.stop).toMatchObject({ budget: "max_usd", reached: null });
});
