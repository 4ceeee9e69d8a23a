import { once } from "node:events";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createBody, pick, useSimulator } from "./fixtures/use-simulator.ts";
import type { Answer } from "./fixtures/use-simulator.ts";
import type { SimulatorOptions } from "./simulator-options.ts";

const QUICK = { duration_ms: 10, steps: 2 };

function codeOf(answer: Answer): string {
  return `${answer.status} ${String(pick(answer.json(), "error", "code"))}`;
}

test("a blocking run answers with the whole outcome", async () => {
  const simulator = await useSimulator();

  const answer = await simulator.create("run", QUICK);

  expect(answer.status).toBe(200);
  expect(answer.json()).toEqual({
    run_id: expect.any(String),
    status: "COMPLETED",
    started_at: expect.stringMatching(/Z$/),
    finished_at: expect.stringMatching(/Z$/),
    num_of_steps: 2,
    result: { title: "Catalogue", items: expect.any(Array) },
    schema_validation: null,
    error: null,
  });
});

test("a failed blocking run carries its steps as a number, with 200 or with 500 as asked", async () => {
  const simulator = await useSimulator({ failed_run_http: 500 });
  const failed = { ...QUICK, outcome: "failed", steps: 0 };

  const byOption = await simulator.create("run", failed);
  const byScript = await simulator.create("run", { ...failed, failed_run_http: 200 });

  expect([byOption.status, byScript.status]).toEqual([500, 200]);
  for (const answer of [byOption, byScript]) {
    expect(answer.json()).toMatchObject({
      status: "FAILED",
      num_of_steps: 0,
      result: null,
      error: { code: "TASK_FAILED", retry_after: null },
    });
  }
});

test("a result may be wrapped, null, or whatever the script gives, and a hint may come with it", async () => {
  const simulator = await useSimulator();

  const answer = await simulator.create("run", { ...QUICK, result: null, num_of_steps: 9, profile_hint: "auth_wall" });

  expect(answer.json()).toMatchObject({ result: null, num_of_steps: 9, profile_hint: { reason: "auth_wall" } });
});

test("a blocking run may break: reset, half a body, or silence until the limit", async () => {
  const simulator = await useSimulator();

  await expect(simulator.create("run", { ...QUICK, outcome: "reset" })).rejects.toThrow("fetch failed");
  await expect(simulator.create("run", { ...QUICK, outcome: "truncated" })).rejects.toThrow("terminated");
  const stalled = await simulator.create("run", { ...QUICK, outcome: "stall", run_limit_ms: 40 });

  expect(stalled.json()).toMatchObject({ status: "FAILED", error: { code: "TIMEOUT" } });
});

test("a queued run answers its id and an explicit null error at once", async () => {
  const simulator = await useSimulator();

  const answer = await simulator.create("run-async", { ...QUICK, queue_ms: 60_000 });

  expect(answer.json()).toEqual({ run_id: expect.any(String), error: null });
  expect(await simulator.run(answer.json()["run_id"])).toMatchObject({ status: "PENDING", started_at: null });
});

test("paths work under any base path and with doubled slashes", async () => {
  const simulator = await useSimulator();
  const body = createBody(QUICK);

  const prefixed = await simulator.request("POST", "/proxy/tinyfish/v1/automation/run", { body });
  const doubled = await simulator.request("POST", "//v1/automation/run", { body });

  expect([prefixed.status, doubled.status]).toEqual([200, 200]);
});

test("a missing key and a wrong key have their own codes; health needs none", async () => {
  const simulator = await useSimulator({ api_key: "right" });
  const body = createBody(QUICK);

  const missing = await simulator.request("POST", "/v1/automation/run", { body, headers: { "x-api-key": "" } });
  const wrong = await simulator.request("POST", "/v1/automation/run", { body, headers: { "x-api-key": "wrong" } });
  const right = await simulator.request("POST", "/v1/automation/run", { body, headers: { "x-api-key": "right" } });
  const health = await simulator.request("GET", "/health", { headers: { "x-api-key": "" } });

  expect([codeOf(missing), codeOf(wrong)]).toEqual(["401 MISSING_API_KEY", "401 INVALID_API_KEY"]);
  expect(right.status).toBe(200);
  expect(health.json()).toEqual({ status: "healthy" });
});

test.each(["/v1/search?query=x", "/v1/fetch", "/v1/browser", "/v1/profiles", "/v1/automation/run-research", "/"])(
  "%s is another product and answers 404 with a sentence",
  async (path) => {
    const simulator = await useSimulator();

    const answer = await simulator.request("POST", path, { body: {} });

    expect(codeOf(answer)).toBe("404 NOT_FOUND");
    expect(pick(answer.json(), "error", "message")).toContain("The simulator plays");
  },
);

test("a known path with another method says which method it has", async () => {
  const simulator = await useSimulator();

  const answer = await simulator.request("GET", "/v1/automation/run");

  expect(answer.status).toBe(405);
  expect(pick(answer.json(), "error", "message")).toContain("POST");
});

const INVALID: [sentence: string, change: Record<string, unknown>, path: string][] = [
  ["a URL without a scheme", { url: "shop.example.test" }, "url"],
  ["no URL", { url: undefined }, "url"],
  ["an empty goal", { goal: "" }, "goal"],
  ["an unknown browser profile", { browser_profile: "fast" }, "browser_profile"],
  ["a proxy that is not said to be on or off", { proxy_config: {} }, "proxy_config.enabled"],
  ["a custom proxy without its URL", { proxy_config: { enabled: true, type: "custom" } }, "proxy_config.url"],
  [
    "a country that is no code",
    { proxy_config: { enabled: true, country_code: "Germany" } },
    "proxy_config.country_code",
  ],
  ["too many steps", { agent_config: { max_steps: 501 } }, "agent_config.max_steps"],
  ["no time at all", { agent_config: { max_duration_seconds: 0 } }, "agent_config.max_duration_seconds"],
  ["an unknown cursor", { agent_config: { cursor_style: "dot" } }, "agent_config.cursor_style"],
  ["an unknown mode", { agent_config: { mode: "lazy" } }, "agent_config.mode"],
  ["a capture flag that is no flag", { capture_config: { html: 1 } }, "capture_config.html"],
  ["a webhook over plain http to elsewhere", { webhook_url: "http://example.test" }, "webhook_url"],
  ["a profile that is not used", { profile_id: "prof_1" }, "profile_id"],
  ["credentials without the vault", { credential_item_ids: ["cred:1:V:i"] }, "credential_item_ids"],
  ["an output schema that is no object", { output_schema: { type: "array" } }, "output_schema.type"],
  ["a script with a key nobody knows", { goal: '[[simulate {"speed":1}]]' }, "goal.simulate.speed"],
  ["a script that is not JSON", { goal: "[[simulate fast]]" }, "goal.simulate"],
];

test.each(INVALID)("%s is 400 INVALID_INPUT with the path in its details", async (_sentence, change, path) => {
  const simulator = await useSimulator();

  const answer = await simulator.create("run-sse", {}, change);

  expect(codeOf(answer)).toBe("400 INVALID_INPUT");
  const issue = pick(answer.json(), "error", "details", 0);
  expect(Object.values(Object(pick(issue, "path"))).join(".")).toBe(path);
  expect(pick(issue, "message")).toEqual(expect.any(String));
  expect(simulator.truth.records().some((record) => record.record === "run_created")).toBe(false);
});

test("every documented option is accepted", async () => {
  const simulator = await useSimulator();
  const options = {
    browser_profile: "stealth",
    proxy_config: {
      enabled: true,
      type: "custom",
      url: "http://proxy.example.test:1",
      username: "u",
      password: "p",
      country_code: "SE",
    },
    api_integration: "tests",
    feature_flags: { enable_agent_memory: true },
    agent_config: { mode: "strict", max_steps: 500, max_duration_seconds: 300, cursor_style: "green-pointer" },
    capture_config: { elements: true, snapshots: true, screenshots: true, recording: true, html: true },
    webhook_url: "https://hooks.example.test/x",
    use_vault: true,
    credential_item_ids: ["cred:1:Vault:item"],
    use_profile: true,
    profile_id: "prof_1",
    output_schema: { type: "object", properties: {} },
  };

  const answer = await simulator.create("run", QUICK, options);

  const run = await simulator.run(answer.json()["run_id"]);
  expect(run).toMatchObject({
    browser_config: { proxy_enabled: true, proxy_country_code: "SE" },
    profile_attached: true,
    profile_id: "prof_1",
    video_url: expect.stringContaining("https://"),
  });
});

test("malformed JSON, text that is not UTF-8, another type and an empty body are 400", async () => {
  const simulator = await useSimulator();
  const bodies = ['{"url":', "\u0000", "[]", "null", ""];

  for (const body of bodies) {
    expect(codeOf(await simulator.request("POST", "/v1/automation/run", { body }))).toBe("400 INVALID_INPUT");
  }
  const latin = await fetch(`${simulator.url}/v1/automation/run`, {
    method: "POST",
    headers: { "x-api-key": "simulator-key" },
    body: new Uint8Array([0x7b, 0xff, 0x7d]),
  });
  expect(latin.status).toBe(400);
});

test("a body over the limit is refused, and its connection can be used again", async () => {
  const simulator = await useSimulator({ max_body_bytes: 2048 });
  const socket = connect(simulator.port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const post = async (more: Record<string, unknown>) => {
    const body = JSON.stringify(createBody(QUICK, more));
    const head = ["POST /v1/automation/run HTTP/1.1", "Host: x", "X-API-Key: simulator-key"];
    socket.write([...head, `Content-Length: ${body.length}`, "", body].join("\r\n"));
    const [answer]: unknown[] = await once(socket, "data");
    return String(answer).split("\r\n")[0];
  };

  expect(await post({ api_integration: "x".repeat(5_000_000) })).toBe("HTTP/1.1 413 Payload Too Large");
  expect(await post({})).toBe("HTTP/1.1 200 OK");
});

async function refused(options: SimulatorOptions, more: Record<string, unknown> = {}): Promise<Answer> {
  return (await useSimulator(options)).create("run-sse", QUICK, more);
}

test("gated options, missing credits, the vault and profiles are refused as the options say", async () => {
  expect(codeOf(await refused({ gated: ["agent_config.max_steps"] }, { agent_config: { max_steps: 5 } }))).toBe(
    "403 FORBIDDEN",
  );
  expect((await refused({ gated: ["capture_config.html"] }, { capture_config: { html: false } })).status).toBe(200);
  expect(codeOf(await refused({ out_of_credits: "forbidden" }))).toBe("403 INSUFFICIENT_CREDITS");
  const unpaid = await refused({ out_of_credits: "payment_required" });
  expect(codeOf(unpaid)).toBe("402 INSUFFICIENT_CREDITS");
  expect(pick(unpaid.json(), "error", "details", "wallet_url")).toMatch(/^https:/);
  expect(codeOf(await refused({ vault: "disabled" }, { use_vault: true }))).toBe("503 FORBIDDEN");
  expect(codeOf(await refused({ vault: "expired" }, { use_vault: true }))).toBe("401 UNAUTHORIZED");
  expect(codeOf(await refused({ has_default_profile: false }, { use_profile: true }))).toBe("400 INVALID_INPUT");
});

const FAULTS: [script: Record<string, unknown>, answer: string][] = [
  [{ outcome: "rate_limited" }, "429 RATE_LIMIT_EXCEEDED"],
  [{ outcome: "http_500" }, "500 INTERNAL_ERROR"],
  [{ http_status: 402 }, "402 INSUFFICIENT_CREDITS"],
  [{ http_status: 403, http_code: "INSUFFICIENT_CREDITS" }, "403 INSUFFICIENT_CREDITS"],
  [{ http_status: 503 }, "503 SERVICE_BUSY"],
  [{ http_status: 502 }, "502 INTERNAL_ERROR"],
  [{ http_status: 409 }, "409 INVALID_INPUT"],
  [{ http_status: 200 }, "200 INVALID_INPUT"],
];

test.each(FAULTS)("the script %o makes no run and answers %s on every creation endpoint", async (script, expected) => {
  const simulator = await useSimulator();

  for (const endpoint of ["run", "run-async", "run-sse"])
    expect(codeOf(await simulator.create(endpoint, script))).toBe(expected);

  const batch = await simulator.request("POST", "/v1/automation/run-batch", {
    body: { runs: [createBody(QUICK), createBody(script)] },
  });
  expect(codeOf(batch)).toBe(expected);
  expect(simulator.truth.records().some((record) => record.record === "run_created")).toBe(false);
});

test("a fault may last for the first requests only, and every made run is counted", async () => {
  const simulator = await useSimulator();
  const script = { ...QUICK, outcome: "http_500", http_times: 2, retry_after_header: 7 };

  const answers = [];
  for (let attempt = 0; attempt < 4; attempt++) answers.push(await simulator.create("run-async", script));

  expect(answers.map((answer) => answer.status)).toEqual([500, 500, 200, 200]);
  expect(answers[0]?.headers.get("retry-after")).toBe("7");
  expect(simulator.creationsOf(String(createBody(script)["goal"]))).toBe(2);
  const created = simulator.truth
    .records()
    .flatMap((record) => (record.record === "run_created" ? [record.goal_creations] : []));
  expect(created).toEqual([1, 2]);
});

test("a proxy in between can answer with a page, a redirect, another body, and late", async () => {
  const simulator = await useSimulator();

  const page = await simulator.create("run-sse", { html: true });
  const redirect = await simulator.create("run-sse", { redirect: "https://elsewhere.example.test/" });
  const flat = await simulator.create("run-sse", {
    http_status: 504,
    http_body: '{"message":"upstream"}',
    header_delay_ms: 30,
  });

  expect(`${page.status} ${page.headers.get("content-type")}`).toContain("200 text/html");
  expect(`${redirect.status} ${redirect.headers.get("location")}`).toBe("302 https://elsewhere.example.test/");
  expect(`${flat.status} ${flat.text}`).toBe('504 {"message":"upstream"}');
});
