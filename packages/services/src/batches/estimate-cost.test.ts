import type { BatchPlan } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { estimateCost } from "./estimate-cost.ts";

type Planned = Parameters<typeof estimateCost>[0];
const planned = (usd_per_step: number | null, agent_config?: BatchPlan["request"]): Planned => ({
  provider: "tinyfish",
  request: agent_config ? { agent_config } : {},
  load: { kind: "closed", runs: 10, concurrency: 1, start_spread_ms: 0 },
  target: {
    id: 1,
    name: "t",
    base_url: "http://t",
    credential: null,
    limits: { max_in_flight: null },
    prices: { version: 1, usd_per_step, bills: "all", effective_at: "2026-01-01T00:00:00.000Z" },
  },
});

test("known runs say how many steps to expect", () => {
  expect(estimateCost(planned(0.016, { max_steps: 20 }), 4)).toEqual({
    usd: 0.64,
    usd_per_step: 0.016,
    steps_per_run: 4,
    runs: 10,
  });
});

test("without known runs the most that is allowed is expected", () => {
  expect(estimateCost(planned(0.016, { max_steps: 20 }), null).usd).toBe(3.2);
  expect(estimateCost(planned(0.016), null).usd).toBe(24);
});

test("an unknown price is not free", () => {
  expect(estimateCost(planned(null), 4).usd).toBeNull();
});

test("an endpoint takes no steps, and what the tokens of its answers will cost is not known", () => {
  expect(estimateCost({ ...planned(0.016), provider: "openai" }, null)).toEqual({
    usd: null,
    usd_per_step: null,
    steps_per_run: null,
    runs: 10,
  });
});
