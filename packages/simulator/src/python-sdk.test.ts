import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { ensurePythonVenv } from "./fixtures/python-venv.ts";
import type { PythonVenv } from "./fixtures/python-venv.ts";
import { pick, useSimulator } from "./fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "./fixtures/use-simulator.ts";

const run = promisify(execFile);
const CHECK = join(import.meta.dirname, "fixtures", "python-sdk-check.py");
const INSTALL_TIMEOUT_MS = 300_000;
const QUICK = { duration_ms: 20, steps: 2 };
const TYPES = ["STARTED", "STREAMING_URL", "PROGRESS", "PROGRESS", "COMPLETE"];

let venv: PythonVenv = { unavailable: "the virtual environment was not made" };
beforeAll(async () => {
  venv = await ensurePythonVenv();
}, INSTALL_TIMEOUT_MS);
beforeEach((context) => {
  if ("unavailable" in venv) context.skip(venv.unavailable);
});

type Call = [operation: string, args: Record<string, unknown>];
interface Answered {
  value?: unknown;
  raised?: string;
  code?: string | null;
  wallet_url?: string | null;
}

/** One process for all calls: starting Python and importing the SDK takes a second. */
async function call(simulator: SimulatorUnderTest, calls: Call[], apiKey = "simulator-key"): Promise<Answered[]> {
  if ("unavailable" in venv) throw new Error(venv.unavailable);
  const args = calls.flatMap(([operation, values]) => [operation, JSON.stringify(values)]);
  const { stdout } = await run(venv.python, [CHECK, simulator.url, apiKey, ...args]);
  const answers: Answered[] = JSON.parse(stdout);
  return answers;
}

function params(script: Record<string, unknown>): Record<string, unknown> {
  return { url: "https://shop.example.test", goal: `List the lamps [[simulate ${JSON.stringify(script)}]]` };
}

function typesOf(answered: Answered | undefined): unknown[] {
  return Array.isArray(answered?.value) ? answered.value.map((event) => pick(event, "type")) : [];
}

test("agent.run reads completed, failed and cancelled runs, and their number of steps", async () => {
  const simulator = await useSimulator();

  const [completed, failed, cancelled] = await call(simulator, [
    ["agent.run", params(QUICK)],
    ["agent.run", params({ ...QUICK, outcome: "failed", error_category: "BILLING_FAILURE", retry_after: 3 })],
    ["agent.run", params({ ...QUICK, outcome: "cancelled" })],
  ]);

  expect(completed?.value).toMatchObject({
    status: "COMPLETED",
    num_of_steps: 2,
    result: { title: "Catalogue" },
    error: null,
  });
  expect(failed?.value).toMatchObject({
    status: "FAILED",
    num_of_steps: 2,
    error: { category: "BILLING_FAILURE", retry_after: 3 },
  });
  expect(cancelled?.value).toMatchObject({ status: "CANCELLED" });
});

test("agent.stream reads every event in each naming, failures, and line breaks of other alphabets", async () => {
  const simulator = await useSimulator();
  const purposes = ["a\u2028b\u2029c\u0085d"];

  const [snake, both, camel, failed, extra] = await call(simulator, [
    ["stream", params({ ...QUICK, purposes })],
    ["stream", params({ ...QUICK, naming: "both" })],
    ["stream", params({ ...QUICK, naming: "camel" })],
    ["stream", params({ ...QUICK, outcome: "failed" })],
    ["stream", params({ ...QUICK, extra_events: ["TF_API_RESULT", "ERROR"] })],
  ]);

  for (const answered of [snake, both, camel, failed, extra]) expect(typesOf(answered)).toEqual(TYPES);
  expect(pick(snake?.value, 2, "purpose")).toBe(purposes[0]);
  for (const answered of [snake, both])
    expect(pick(answered?.value, 4, "result_json")).toMatchObject({ title: "Catalogue" });
  expect(pick(camel?.value, 4, "result_json")).toBeNull();
  expect(pick(failed?.value, 4, "error")).toMatchObject({ code: "TASK_FAILED", category: "AGENT_FAILURE" });
});

test("agent.stream dies where the string form, a malformed event or a reset meets it, and a truncated stream just ends", async () => {
  const simulator = await useSimulator();

  const [text, malformed, reset, truncated] = await call(simulator, [
    ["stream", params({ ...QUICK, outcome: "failed", error_form: "string" })],
    ["stream", params({ ...QUICK, extra_events: ["malformed"] })],
    ["stream", params({ ...QUICK, outcome: "reset" })],
    ["stream", params({ ...QUICK, outcome: "truncated" })],
  ]);

  expect([text?.raised, malformed?.raised, reset?.raised]).toEqual(["ValidationError", "SSEParseError", "ReadError"]);
  expect(typesOf(truncated)).not.toContain("COMPLETE");
  expect(typesOf(truncated)).toContain("STARTED");
});

test("agent.queue, runs.get and runs.list read runs in every state", async () => {
  const simulator = await useSimulator();

  const [queued, done] = await call(simulator, [
    ["agent.queue", params({ queue_ms: 60_000 })],
    ["agent.run", params({ ...QUICK, outcome: "failed" })],
  ]);
  const [waiting, failed, list] = await call(simulator, [
    ["runs.get", { run_id: pick(queued?.value, "run_id") }],
    ["runs.get", { run_id: pick(done?.value, "run_id") }],
    ["runs.list", { limit: 1 }],
  ]);

  expect(waiting?.value).toMatchObject({ status: "PENDING", result: null });
  expect(failed?.value).toMatchObject({ status: "FAILED", error: { code: "TASK_FAILED" } });
  expect(list?.value).toMatchObject({ data: [{ status: "FAILED" }], pagination: { total: 2, has_more: true } });
});

test("every option of the newest SDK passes, and the wallet reads as decimal strings", async () => {
  const simulator = await useSimulator();
  const options = {
    browser_profile: "stealth",
    proxy_config: { enabled: true, country_code: "SE" },
    agent_config: { mode: "strict", cursor_style: "fish", max_steps: 10, max_duration_seconds: 60 },
    capture_config: { html: true, screenshots: true },
    webhook_url: "https://hooks.example.test/x",
    output_schema: { type: "object", properties: { lamp: { type: "string" } } },
    use_profile: true,
    profile_id: "prof_1",
    use_vault: true,
    credential_item_ids: ["cred:1:Vault:item"],
  };

  const [ran, wallet] = await call(simulator, [
    ["agent.run", { ...params(QUICK), ...options }],
    ["wallet.get", {}],
  ]);

  expect(ran).toMatchObject({ value: { status: "COMPLETED", result: { lamp: expect.any(String) } } });
  expect(wallet?.value).toMatchObject({
    available_balance: "999.968",
    rates: { meters: [{ unit_amount: "0.016", per: "step" }] },
  });
});

test("each refusal raises the SDK's own class with its code", async () => {
  const simulator = await useSimulator({ wallet: "legacy", gated: ["capture_config.elements"] });
  const unpaid = params({ http_status: 402 });

  const answers = await call(simulator, [
    ["agent.run", { url: "nowhere", goal: "x" }],
    ["agent.run", { ...params(QUICK), capture_config: { elements: true } }],
    ["runs.get", { run_id: "nobody" }],
    ["wallet.get", {}],
    ["agent.run", unpaid],
  ]);
  const [wrongKey] = await call(simulator, [["runs.list", {}]], "wrong");

  expect([...answers, wrongKey].map((answered) => `${answered?.raised} ${answered?.code}`)).toEqual([
    "BadRequestError INVALID_INPUT",
    "PermissionDeniedError FORBIDDEN",
    "NotFoundError NOT_FOUND",
    "NotFoundError FEATURE_NOT_AVAILABLE",
    "PaymentRequiredError INSUFFICIENT_CREDITS",
    "AuthenticationError INVALID_API_KEY",
  ]);
  expect(answers[4]?.wallet_url).toMatch(/^https:/);
});

test("a refused creation is sent three times", async () => {
  const simulator = await useSimulator();

  const [limited] = await call(simulator, [["agent.queue", params({ outcome: "rate_limited" })]]);

  expect(limited?.raised).toBe("RateLimitError");
  expect(simulator.truth.records().filter((record) => record.record === "request_received")).toHaveLength(3);
});
