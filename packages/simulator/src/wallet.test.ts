import { expect, test } from "vitest";
import { pick, useSimulator } from "./fixtures/use-simulator.ts";

test("amounts are decimal strings, and failed and cancelled runs cost the steps they took", async () => {
  const simulator = await useSimulator({ wallet: { starting_balance: "0.05", price_per_step: "0.016" } });

  const before = (await simulator.request("GET", "/v1/wallet")).json();
  await simulator.create("run", { duration_ms: 2, steps: 2, outcome: "failed" });
  await simulator.create("run", { duration_ms: 2, steps: 2, outcome: "cancelled" });
  const after = (await simulator.request("GET", "/v1/wallet")).json();

  expect(before).toMatchObject({
    available_balance: "0.050",
    currency: "USD",
    auto_reload: { state: "unconfigured" },
    pending_top_up: null,
  });
  expect(pick(before, "rates", "meters", 0)).toEqual({
    label: "Agent step",
    unit_amount: "0.016",
    currency: "USD",
    per: "step",
  });
  expect(after["available_balance"]).toBe("-0.014");
});

test("a legacy account has no wallet", async () => {
  const simulator = await useSimulator({ wallet: "legacy" });

  const answer = await simulator.request("GET", "/v1/wallet");

  expect(`${answer.status} ${String(pick(answer.json(), "error", "code"))}`).toBe("404 FEATURE_NOT_AVAILABLE");
});
