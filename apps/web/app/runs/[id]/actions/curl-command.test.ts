import type { BatchPlan } from "@tfbench/contracts";
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "./curl-command.ts";

const timeouts = { connect_ms: 1, headers_ms: 1, first_event_ms: 1, idle_ms: 1, total_ms: 1 };
const plan: BatchPlan = {
  provider: "tinyfish",
  origin: "real",
  scenario: { id: 1, name: "s" },
  automation: { id: 1, name: "a" },
  target: {
    id: 1,
    name: "t",
    base_url: "https://agent.example/",
    credential: "env:TINYFISH_API_KEY",
    limits: { max_in_flight: null },
    prices: { usd_per_step: null, bills: "all", version: 1, effective_at: "2026-11-20T10:00:00.000Z" },
  },
  request: {},
  inputs: {},
  timeouts,
  settings: {
    transport: "sse",
    poll_interval_ms: 2_000,
    concurrency: 1,
    start_spread_ms: 0,
    timeouts: {},
    guards: "on",
    allow_empty: false,
  },
  load: { kind: "closed", runs: 1, concurrency: 1, start_spread_ms: 0 },
};

test("the command names the key's variable and holds no key", () => {
  expect(curlCommand(plan, { url: "https://shop.example", goal: "Read" })).toBe(
    [
      `curl -N 'https://agent.example/v1/automation/run-sse' \\`,
      `  -H 'content-type: application/json' \\`,
      `  -H "X-API-Key: $TINYFISH_API_KEY" \\`,
      `  -d '{"url":"https://shop.example","goal":"Read"}'`,
    ].join("\n"),
  );
});

test("a target without a credential sends no key, and polling uses its own path", () => {
  const polled = curlCommand(
    { ...plan, target: { ...plan.target, credential: null }, settings: { ...plan.settings, transport: "async" } },
    {},
  );

  expect(polled).not.toContain("X-API-Key");
  expect(polled).toContain("/v1/automation/run-async'");
});

test("a shell reads back exactly the request, quotes and all", () => {
  const request = { goal: `it's "odd" $HOME \`id\` \\ !` };

  const echoed = execFileSync("sh", ["-c", curlCommand(plan, request).replace(/^curl/, "printf '%s\\n'")], {
    encoding: "utf8",
  });

  expect(JSON.parse(echoed.trimEnd().split("\n").at(-1) ?? "")).toEqual(request);
});
