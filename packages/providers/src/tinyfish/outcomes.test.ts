import type { JsonObject, RunResult } from "@tfbench/contracts";
import { startSimulator, type Simulator, type SimulatorOptions } from "@tfbench/simulator";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runScripted, type ScriptedRuns } from "../test/run-scripted.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const run = (script: JsonObject, rest: Partial<ScriptedRuns> = {}) =>
  runScripted({ url: simulator.url, script: { duration_ms: 60, steps: 3, ...script }, ...rest });

async function runWith(options: SimulatorOptions, rest: Partial<ScriptedRuns> = {}) {
  const own = await startSimulator(options);
  onTestFinished(() => own.close());
  return { ...(await runScripted({ url: own.url, script: { duration_ms: 40, steps: 2 }, ...rest })), simulator: own };
}

type Expected = Partial<
  Pick<RunResult, "status" | "phase" | "reason_code" | "fault" | "goal" | "cancelled_by" | "steps" | "cost_usd">
>;

const completed: Expected = {
  status: "completed",
  phase: null,
  reason_code: null,
  fault: null,
  goal: "not_evaluated",
  cancelled_by: null,
  steps: 3,
  cost_usd: 0.048,
};
const infra = (reason_code: string, fault: RunResult["fault"], phase: RunResult["phase"] = "headers"): Expected => ({
  status: "infra_error",
  reason_code,
  fault,
  phase,
  goal: "not_evaluated",
});
const refused = { steps: null, cost_usd: 0 };

const OUTCOMES: [sentence: string, script: JsonObject, expected: Expected][] = [
  ["a completed run", {}, completed],
  ["a completed run that missed its goal, which is not ours to judge here", { outcome: "goal_missed" }, completed],
  ["a blocked run that is completed all the same", { outcome: "blocked" }, completed],
  ["an empty result", { outcome: "empty" }, completed],
  [
    "TASK_FAILED",
    { outcome: "failed" },
    {
      status: "agent_failed",
      phase: "provider",
      reason_code: "task_failed",
      fault: "agent",
      goal: "failed",
      steps: 3,
      cost_usd: 0.048,
    },
  ],
  [
    "MAX_STEPS_EXCEEDED",
    { outcome: "failed", error_code: "MAX_STEPS_EXCEEDED" },
    { status: "agent_failed", reason_code: "max_steps_exceeded", fault: "agent", goal: "failed" },
  ],
  [
    "SITE_BLOCKED",
    { outcome: "failed", error_code: "SITE_BLOCKED" },
    { status: "agent_failed", reason_code: "site_blocked", fault: "site", goal: "blocked" },
  ],
  [
    "CONTENT_POLICY_VIOLATION",
    { outcome: "failed", error_code: "CONTENT_POLICY_VIOLATION" },
    { status: "agent_failed", fault: "definition", goal: "task_invalid" },
  ],
  [
    "TIMEOUT",
    { outcome: "failed", error_code: "TIMEOUT" },
    { status: "timeout", phase: "provider", reason_code: "timeout", fault: "provider" },
  ],
  [
    "SERVICE_BUSY",
    { outcome: "failed", error_code: "SERVICE_BUSY" },
    { status: "rate_limited", phase: "provider", reason_code: "service_busy", fault: "provider" },
  ],
  [
    "a code in lower case",
    { outcome: "failed", error_code: "service_busy" },
    { status: "rate_limited", reason_code: "service_busy" },
  ],
  [
    "INTERNAL_ERROR",
    { outcome: "failed", error_code: "INTERNAL_ERROR" },
    infra("internal_error", "provider", "provider"),
  ],
  [
    "INSUFFICIENT_CREDITS",
    { outcome: "failed", error_code: "INSUFFICIENT_CREDITS" },
    { status: "out_of_credits", fault: "us", phase: "provider" },
  ],
  [
    "a code above the category",
    { outcome: "failed", error_code: "SITE_BLOCKED", error_category: "SYSTEM_FAILURE" },
    { status: "agent_failed", goal: "blocked" },
  ],
  [
    "a new code of the agent",
    { outcome: "failed", error_code: "NEW_CODE", error_category: "AGENT_FAILURE" },
    { status: "agent_failed", reason_code: "new_code", goal: "failed" },
  ],
  [
    "a new code of the system",
    { outcome: "failed", error_code: "NEW_CODE", error_category: "SYSTEM_FAILURE" },
    infra("new_code", "provider", "provider"),
  ],
  [
    "a new code of billing",
    { outcome: "failed", error_code: "NEW_CODE", error_category: "BILLING_FAILURE" },
    { status: "out_of_credits", reason_code: "new_code" },
  ],
  [
    "a new code of nobody",
    { outcome: "failed", error_code: "NEW_CODE", error_category: "UNKNOWN" },
    infra("new_code", "unknown", "provider"),
  ],
  [
    "a string instead of the error object, whose code the record then names",
    { outcome: "failed", error_form: "string" },
    { status: "agent_failed", reason_code: "task_failed", goal: "failed" },
  ],
  [
    "a cancel nobody here asked for",
    { outcome: "cancelled" },
    { ...infra("provider_cancelled", "provider", "provider"), cancelled_by: "provider", steps: 3 },
  ],
  ["a stream that ends without COMPLETE", { outcome: "truncated" }, infra("truncated", "provider", "stream")],
  [
    "a connection closed without COMPLETE",
    { outcome: "truncated", truncate_with: "socket_close" },
    infra("truncated", "provider", "stream"),
  ],
  ["a reset", { outcome: "reset" }, infra("connection_reset", "network", "stream")],
  [
    "429",
    { outcome: "rate_limited" },
    { ...refused, status: "rate_limited", phase: "headers", fault: "provider", reason_code: "rate_limit_exceeded" },
  ],
  ["500", { outcome: "http_500" }, { ...infra("internal_error", "provider"), steps: null, cost_usd: null }],
  ["names of the oldest generation", { naming: "camel" }, completed],
  ["names of both generations", { naming: "both" }, completed],
  ["carriage returns alone", { line_ending: "cr" }, completed],
  ["carriage returns with line feeds", { line_ending: "crlf" }, completed],
  ["events in pieces of three bytes", { split_bytes: 3 }, completed],
  [
    "unknown events, in-band errors and malformed ones before a good end",
    { extra_events: ["TF_API_RESULT", "ERROR", "malformed"] },
    completed,
  ],
  ["no live view", { streaming_url: false }, completed],
  ["a DONE sentinel", { events: [{ at_ms: 50, raw: "data: [DONE]\n\n" }] }, completed],
  ["a socket left open after COMPLETE", { keep_open: true }, completed],
];

test.each(OUTCOMES)("%s", async (_sentence, script, expected) => {
  const { result } = await run(script);

  expect(result).toMatchObject(expected);
  expect(result.error === null).toBe(result.status === "completed");
  expect(result.stamps.closed).not.toBeNull();
});

const HTTP: [status: number, code: string, expected: Expected][] = [
  [400, "INVALID_INPUT", infra("invalid_input", "definition")],
  [401, "MISSING_API_KEY", infra("missing_api_key", "us")],
  [401, "INVALID_API_KEY", infra("invalid_api_key", "us")],
  [401, "UNAUTHORIZED", infra("unauthorized", "us")],
  [402, "INSUFFICIENT_CREDITS", { status: "out_of_credits", fault: "us", phase: "headers" }],
  [402, "FORBIDDEN", { status: "out_of_credits", fault: "us", phase: "headers" }],
  [403, "INSUFFICIENT_CREDITS", { status: "out_of_credits", fault: "us", phase: "headers" }],
  [403, "FORBIDDEN", infra("forbidden", "definition")],
  [404, "NOT_FOUND", infra("not_found", "definition")],
  [408, "REQUEST_TIMEOUT", infra("request_timeout", "network")],
  [409, "CONFLICT", infra("conflict", "unknown")],
  [413, "PAYLOAD_TOO_LARGE", infra("payload_too_large", "definition")],
  [422, "UNPROCESSABLE", infra("unprocessable", "definition")],
  [429, "RATE_LIMIT_EXCEEDED", { status: "rate_limited", fault: "provider" }],
  [429, "INTERNAL_ERROR", { status: "rate_limited", fault: "provider" }],
  [500, "INTERNAL_ERROR", infra("internal_error", "provider")],
  [502, "BAD_GATEWAY", infra("bad_gateway", "provider")],
  [503, "SERVICE_BUSY", { status: "rate_limited", fault: "provider" }],
  [503, "FORBIDDEN", infra("forbidden", "definition")],
  [504, "GATEWAY_TIMEOUT", infra("gateway_timeout", "provider")],
];

test.each(HTTP)("HTTP %i with %s, over run-sse and run-async alike", async (http_status, http_code, expected) => {
  const { result } = await run({ http_status, http_code });
  const polled = await run({ http_status, http_code }, { transport: "async" });

  expect(result).toMatchObject({ ...expected, steps: null, cost_usd: http_status < 500 ? 0 : null });
  expect(polled.result).toMatchObject({ ...expected, ttft_ms: null });
  expect(result.error).toContain(`HTTP ${http_status}`);
  expect(result.headers_ms).not.toBeNull();
});

const BODIES: [sentence: string, script: JsonObject, expected: Expected][] = [
  ["an HTML page with 200", { html: true, http_status: 200 }, infra("html_answer", "unknown")],
  ["an HTML page with 502", { html: true, http_status: 502 }, infra("http_502", "provider")],
  [
    "a JSON error with 200",
    { http_status: 200, http_body: '{"error":{"code":"SERVICE_BUSY","message":"later","category":"SYSTEM_FAILURE"}}' },
    { status: "rate_limited", phase: "headers" },
  ],
  ["some JSON with 200", { http_status: 200, http_body: '{"hello":"world"}' }, infra("unexpected_answer", "provider")],
  ["nothing with 200", { http_status: 200, http_body: "" }, infra("truncated", "provider", "first_event")],
  ["a text with 500", { http_status: 500, http_body: "boom" }, infra("http_500", "provider")],
  [
    "a flat error with 400",
    { http_status: 400, http_body: '{"code":"INVALID_INPUT","message":"no goal"}' },
    infra("invalid_input", "definition"),
  ],
  [
    "a failed run with 500",
    {
      http_status: 500,
      http_body:
        '{"run_id":null,"status":"FAILED","error":{"code":"TASK_FAILED","message":"no","category":"AGENT_FAILURE"}}',
    },
    { status: "agent_failed", goal: "failed" },
  ],
  ["a redirect", { redirect: "http://127.0.0.1:1/elsewhere", http_status: 307 }, infra("redirect", "definition")],
];

test.each(BODIES)("an answer that is no stream: %s", async (_sentence, script, expected) => {
  const { result } = await run(script);

  expect(result).toMatchObject(expected);
});

const LAST_WORDS: [sentence: string, word: JsonObject, expected: Expected][] = [
  [
    "a result under its oldest name",
    { runId: "r1", status: "COMPLETED", resultJson: { a: 1 } },
    { status: "completed" },
  ],
  [
    "a result under the SDK's name",
    { run_id: "r1", status: "COMPLETED", result_json: { a: 1 } },
    { status: "completed" },
  ],
  [
    "an error string with help beside it",
    { status: "FAILED", error: "It stopped", help_message: "Ask for less" },
    infra("unknown_failure", "unknown", "provider"),
  ],
  ["an error without anything", { status: "FAILED" }, infra("unknown_failure", "unknown", "provider")],
  [
    "an error with a category alone",
    { status: "FAILED", error: { message: "no", category: "AGENT_FAILURE" } },
    { status: "agent_failed", reason_code: "agent_failure" },
  ],
  [
    "an error object in camel case",
    { status: "FAILED", error: { code: "SITE_BLOCKED", message: "no", category: "AGENT_FAILURE", retryAfter: 3 } },
    { status: "agent_failed", goal: "blocked" },
  ],
  ["a status in lower case", { status: "completed", result: { a: 1 } }, { status: "completed" }],
  ["a status that ends nothing", { status: "RUNNING" }, infra("unknown_status", "provider", "provider")],
  ["no status", { result: { a: 1 } }, infra("unknown_status", "provider", "provider")],
  ["an error beside COMPLETED", { status: "COMPLETED", result: { a: 1 }, error: "hm" }, { status: "completed" }],
];

test.each(LAST_WORDS)("COMPLETE with %s", async (_sentence, word, expected) => {
  const raw = `data: ${JSON.stringify({ type: "COMPLETE", timestamp: "2026-01-01T00:00:00Z", ...word })}\n\n`;

  const { result } = await run({ builtin_events: false, events: [{ at_ms: 5, raw }] });

  expect(result).toMatchObject(expected);
  expect(result.response_json).toEqual(result.status === "completed" || "result" in word ? { a: 1 } : null);
});

test("two events without a blank line between them are two", async () => {
  const lines = ['{"type":"STARTED","run_id":"r9"}', '{"type":"COMPLETE","status":"COMPLETED","result":{"a":1}}'];
  const { result, eventsOf } = await run({
    builtin_events: false,
    events: [{ at_ms: 5, raw: `data: ${lines.join("\ndata: ")}\n\n` }],
  });

  expect(result).toMatchObject({ status: "completed", tinyfish_run_id: "r9", coalesced: true });
  expect(
    eventsOf(1)
      .slice(0, 2)
      .map(({ kind, data }) => [kind, data]),
  ).toEqual([
    ["STARTED", lines[0]],
    ["COMPLETE", lines[1]],
  ]);
});

test("one JSON over several data lines is one event", async () => {
  const { result } = await run({
    builtin_events: false,
    events: [{ at_ms: 5, raw: 'data: {"type":"COMPLETE",\ndata: "status":"COMPLETED"}\n\n' }],
  });

  expect(result).toMatchObject({ status: "completed", response_json: null });
});

test("ids, addresses and step counts no column or path could hold are taken for unknown", async () => {
  const word = { type: "COMPLETE", run_id: "../x?y", status: "COMPLETED", streaming_url: "x".repeat(9_000) };
  const raw = `data: ${JSON.stringify({ ...word, type: "STREAMING_URL" })}\n\ndata: ${JSON.stringify(word)}\n\n`;

  const { result, eventsOf } = await run({ builtin_events: false, events: [{ at_ms: 5, raw }] });

  expect(result).toMatchObject({
    status: "completed",
    tinyfish_run_id: null,
    streaming_url: null,
    steps: null,
    cost_usd: null,
  });
  expect(eventsOf(1).at(-1)).toMatchObject({ kind: "lookup", data: expect.stringContaining("never named the run") });
});

test("what cannot be read is kept as it came and counted", async () => {
  const strange = [
    "not json",
    "null",
    "[1]",
    '{"no":"type"}',
    '"text"',
    `${"[".repeat(400)}${"]".repeat(400)}`,
    '{"type":"STEP","run_id":"x"}',
    "[DONE]",
  ];
  const raw = strange.map((data) => `data: ${data}\n\n`).join("");

  const { result, eventsOf } = await run({ duration_ms: 30, events: [{ at_ms: 5, raw }] });

  expect(result.status).toBe("completed");
  const kept = eventsOf(1).filter(({ kind }) => kind === "malformed" || kind === "STEP" || kind === "DONE");
  expect(kept.map(({ kind, data }) => [kind, data])).toEqual(
    strange.map((data, index) => [index === 6 ? "STEP" : index === 7 ? "DONE" : "malformed", data]),
  );
});

test("an ERROR in the stream decides when nothing follows it", async () => {
  const raw =
    'data: {"type":"STARTED","run_id":"r9"}\n\ndata: {"type":"ERROR","error":{"code":"SERVICE_BUSY","message":"later"}}\n\n';

  const { result } = await run({
    outcome: "truncated",
    builtin_events: false,
    break_at_ms: 20,
    events: [{ at_ms: 5, raw }],
  });

  expect(result).toMatchObject({ status: "rate_limited", phase: "stream", reason_code: "service_busy" });
});

test("a stall ends as an idle timeout; the run is cancelled there, looked up and its steps paid for", async () => {
  const { result, eventsOf } = await run(
    { outcome: "stall", duration_ms: 60, break_at_ms: 50 },
    { timeouts: { idle_ms: 80 } },
  );

  expect(result).toMatchObject({
    status: "timeout",
    phase: "idle",
    reason_code: "idle_timeout",
    fault: "provider",
    goal: "not_evaluated",
    total_duration_ms: null,
  });
  expect(result.steps).toBeGreaterThan(0);
  expect(result.cost_usd).toBeCloseTo(Number(result.steps) * 0.016, 9);
  expect(result.provider_run).toMatchObject({ status: "CANCELLED" });
  expect(result.error).toContain("The provider's run was ended too (CANCELLED).");
  expect(
    eventsOf(1)
      .map(({ kind }) => kind)
      .slice(-2),
  ).toEqual(["cancel", "lookup"]);
});

test("heartbeats keep a stalled stream alive until the total limit, and count in no gap", async () => {
  const { result } = await run(
    { outcome: "stall", break_at_ms: 50, stall_heartbeats: true, heartbeat_ms: 20 },
    { timeouts: { idle_ms: 300, total_ms: 500 } },
  );

  expect(result).toMatchObject({ status: "timeout", phase: "total" });
  expect(result.heartbeat_gap_max_ms).toBeGreaterThanOrEqual(15);
  expect(result.inter_token_stats?.count ?? 0).toBe(Math.max(0, Number(result.progress_events) - 1));
});

test("a failing lookup changes no outcome: the cost is unknown and the event says why", async () => {
  const { result, eventsOf } = await run({ lookup: { http_status: 404 } });

  expect(result).toMatchObject({
    status: "completed",
    steps: null,
    cost_usd: null,
    price_version: null,
    provider_run: null,
  });
  expect(eventsOf(1).at(-1)).toMatchObject({
    kind: "lookup",
    data: expect.stringContaining("TinyFish answered with HTTP 404"),
  });
});

test("a lookup that fails at first is asked again", async () => {
  const { result, eventsOf } = await run({ lookup: { http_status: 503, times: 2 } });

  expect(result).toMatchObject({ status: "completed", steps: 3 });
  expect(eventsOf(1).filter(({ kind }) => kind === "lookup")).toHaveLength(3);
});

test("a cancel that fails at first is asked again", async () => {
  const { result, eventsOf } = await run(
    { outcome: "stall", break_at_ms: 20, cancel: { http_status: 500, times: 1 } },
    { timeouts: { idle_ms: 60 } },
  );

  expect(result).toMatchObject({ status: "timeout", provider_run: expect.objectContaining({ status: "CANCELLED" }) });
  expect(eventsOf(1).filter(({ kind }) => kind === "cancel")).toHaveLength(2);
});

const PRICES: [sentence: string, script: JsonObject, prices: ScriptedRuns["prices"], cost: number | null][] = [
  ["every step of a failed run by default", { outcome: "failed" }, {}, 0.048],
  ["nothing for a failed run where only completed ones are billed", { outcome: "failed" }, { bills: "completed" }, 0],
  ["the steps of a completed run where only those are billed", {}, { bills: "completed" }, 0.048],
  ["what is not known where no price is", {}, { usd_per_step: null }, null],
  ["the steps the provider counts, not the events", { num_of_steps: 7 }, {}, 0.112],
];

test.each(PRICES)("a run costs %s", async (_sentence, script, prices, cost) => {
  const { result } = await run(script, { prices: prices ?? {} });

  expect([result.cost_usd, result.price_version]).toEqual([cost, cost === null ? null : 3]);
});

test("run-async and polling end with the record, without a time to first action", async () => {
  const { result, eventsOf } = await run({}, { transport: "async" });
  const failed = await run({ outcome: "failed", error_code: "SITE_BLOCKED" }, { transport: "async" });

  expect(result).toMatchObject({
    ...completed,
    ttft_ms: null,
    inter_token_stats: null,
    progress_events: null,
    first_event_ms: null,
  });
  expect(result.response_json).toMatchObject({ title: "Catalogue" });
  expect(result.total_duration_ms).toBeGreaterThanOrEqual(60);
  expect(eventsOf(1).every(({ kind }) => kind === "poll" || kind === "lookup")).toBe(true);
  expect(failed.result).toMatchObject({ status: "agent_failed", goal: "blocked", steps: 3 });
});

test("the provider's own times stand beside ours", async () => {
  const { result } = await run({ queue_ms: 30, duration_ms: 50 });

  expect(result.provider_queue_ms).toBeGreaterThanOrEqual(29);
  expect(result.provider_run_ms).toBeGreaterThanOrEqual(49);
});

test("a wrong key is said to be ours to mend, no key too", async () => {
  const wrong = await run({}, { credential: "wrong" });
  const none = await run({}, { credential: null });

  expect(wrong.result).toMatchObject(infra("invalid_api_key", "us"));
  expect(none.result).toMatchObject(infra("missing_api_key", "us"));
  expect(wrong.result.error).toContain("environment variable");
});

test("a key no header can carry refuses the plan with a sentence", async () => {
  await expect(run({}, { credential: "two\nlines" })).rejects.toThrow("holds characters that no HTTP header can carry");
});

test("an account without credits stops the batch, in both forms of the refusal", async () => {
  for (const out_of_credits of ["payment_required", "forbidden"] as const) {
    const { end, results } = await runWith({ out_of_credits }, { runs: 3 });

    expect(end).toMatchObject({ ended: "failed", reason_code: "out_of_credits" });
    expect([...results.values()].map(({ status }) => status).sort()).toEqual([
      "cancelled",
      "cancelled",
      "out_of_credits",
    ]);
  }
});

test("a full account is rate limited where it refuses, and waits where it queues", async () => {
  const rejected = await runWith({ concurrency: { limit: 1, mode: "reject" } }, { runs: 3, concurrency: 3 });
  const queued = await runWith({ concurrency: { limit: 1, mode: "queue" } }, { runs: 3, concurrency: 3 });

  expect([...rejected.results.values()].map(({ status }) => status).sort()).toEqual([
    "completed",
    "rate_limited",
    "rate_limited",
  ]);
  expect([...queued.results.values()].map(({ status }) => status)).toEqual(["completed", "completed", "completed"]);
  expect(
    Math.max(...[...queued.results.values()].map(({ provider_queue_ms }) => Number(provider_queue_ms))),
  ).toBeGreaterThanOrEqual(39);
});

test("a base address with a path and a slash at its end leads to the right paths", async () => {
  const { result } = await run({}, { url: `${simulator.url}/some/prefix/` });

  expect(result).toMatchObject(completed);
});

test("no run is created twice, whatever happens to its stream", async () => {
  const goal = 'Once [[simulate {"outcome":"reset","duration_ms":40}]]';
  const own = await startSimulator();
  onTestFinished(() => own.close());

  await runScripted({ url: own.url, script: goal });

  expect(own.creationsOf(goal)).toBe(1);
});

test("everything the request asks for goes through as it is", async () => {
  const request = {
    browser_profile: "stealth",
    proxy_config: { enabled: true, country_code: "DE" },
    agent_config: { max_steps: 2 },
    capture_config: { screenshots: true },
    output_schema: { type: "object", properties: { name: { type: "string" } } },
  };

  const { result } = await run({ steps: 5 }, { request });

  expect(result.provider_run).toMatchObject({
    browser_config: { proxy_enabled: true, proxy_country_code: "DE" },
    output_schema: request.output_schema,
  });
  expect(result).toMatchObject({ status: "agent_failed", reason_code: "max_steps_exceeded" });
});
