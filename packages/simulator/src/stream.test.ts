import { expect, test } from "vitest";
import { createBody, pick, useSimulator } from "./fixtures/use-simulator.ts";

const QUICK = { duration_ms: 20, steps: 2 };

test("a stream is STARTED, STREAMING_URL, PROGRESS and COMPLETE on data lines alone, then ends", async () => {
  const simulator = await useSimulator();

  const { status, headers, text, events } = await simulator.stream(QUICK);

  expect(status).toBe(200);
  expect(headers.get("content-type")).toContain("text/event-stream");
  expect(events.map((event) => event["type"])).toEqual([
    "STARTED",
    "STREAMING_URL",
    "PROGRESS",
    "PROGRESS",
    "COMPLETE",
  ]);
  expect(text).toMatch(/^(data: \{[^\n]+\}\n\n){5}$/);
});

test("event times are ISO with milliseconds, ids are UUIDs, and no event lacks what its type requires", async () => {
  const simulator = await useSimulator();

  const { events } = await simulator.stream({ ...QUICK, heartbeat_ms: 5 });

  const runId = events[0]?.["run_id"];
  expect(runId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  for (const event of events) {
    expect(event["timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(event["run_id"]).toBe(event["type"] === "HEARTBEAT" ? undefined : runId);
  }
  expect(events.find((event) => event["type"] === "PROGRESS")?.["purpose"]).toBe("Open the page");
  expect(events.at(-1)).toMatchObject({ status: "COMPLETED", result: { title: "Catalogue" } });
});

test("headers leave before the first event, in a write of their own", async () => {
  const simulator = await useSimulator();

  const { events } = await simulator.stream({ ...QUICK, first_event_ms: 15 });

  const writes = simulator.truth.writesOf(String(events[0]?.["run_id"]));
  expect(writes.map(({ seq, kind }) => `${seq} ${kind}`).slice(0, 2)).toEqual(["0 headers", "1 STARTED"]);
  const [headers, first] = writes;
  expect((first?.before_ms ?? 0) - (headers?.after_ms ?? 0)).toBeGreaterThan(10);
});

test("headers may come late, and with the first event in one write", async () => {
  const simulator = await useSimulator();

  const late = await simulator.stream({ ...QUICK, header_delay_ms: 40 });
  const joined = await simulator.stream({ ...QUICK, headers_with_first_event: true });

  const lateWrites = simulator.truth.writesOf(String(late.events[0]?.["run_id"]));
  expect(lateWrites.map(({ kind }) => kind)).toEqual([
    "headers",
    "STARTED",
    "STREAMING_URL",
    "PROGRESS",
    "PROGRESS",
    "COMPLETE",
    "end",
  ]);
  const [received] = simulator.truth
    .records()
    .flatMap((record) => (record.record === "request_received" ? [record] : []));
  expect((lateWrites[0]?.before_ms ?? 0) - (received?.at_ms ?? Infinity)).toBeGreaterThanOrEqual(40);
  const joinedWrites = simulator.truth.writesOf(String(joined.events[0]?.["run_id"]));
  expect(joinedWrites.slice(0, 2).map(({ seq, kind }) => `${seq} ${kind}`)).toEqual(["0 headers", "0 STARTED"]);
});

test("heartbeats come at their interval, through the wait in the queue too, and can be off", async () => {
  const simulator = await useSimulator({ heartbeat_interval_ms: 10 });

  const queued = await simulator.stream({ duration_ms: 5, steps: 0, queue_ms: 150 });
  const silent = await simulator.stream({ duration_ms: 40, steps: 0, heartbeat_ms: 0 });

  const beforeStart = queued.events.slice(
    0,
    queued.events.findIndex((event) => event["type"] === "STARTED"),
  );
  expect(beforeStart.length).toBeGreaterThanOrEqual(2);
  expect(new Set(beforeStart.map((event) => event["type"]))).toEqual(new Set(["HEARTBEAT"]));
  expect(silent.events.map((event) => event["type"])).toEqual(["STARTED", "STREAMING_URL", "COMPLETE"]);
  const offByDefault = await useSimulator({ heartbeat_interval_ms: "off" });
  expect((await offByDefault.stream({ duration_ms: 30, steps: 0 })).events).toHaveLength(3);
});

const OUTCOMES: [outcome: string, complete: Record<string, unknown>][] = [
  ["completed", { status: "COMPLETED", result: { title: "Catalogue" } }],
  ["goal_missed", { status: "COMPLETED", result: { status: "failure" } }],
  ["blocked", { status: "COMPLETED", result: { status: "blocked", reason: expect.stringContaining("Access denied") } }],
  ["empty", { status: "COMPLETED", result: { title: null, items: [] } }],
  [
    "failed",
    {
      status: "FAILED",
      result: null,
      error: { code: "TASK_FAILED", category: "AGENT_FAILURE", retry_after: null, message: expect.any(String) },
    },
  ],
  ["cancelled", { status: "CANCELLED", result: null }],
];

test.each(OUTCOMES)("the outcome %s is in the COMPLETE event and in the run", async (outcome, complete) => {
  const simulator = await useSimulator();

  const { events } = await simulator.stream({ ...QUICK, outcome });

  expect(events.at(-1)).toMatchObject({ type: "COMPLETE", ...complete });
  expect(events.at(-1)).not.toHaveProperty("error.help_url");
  expect(await simulator.run(events[0]?.["run_id"])).toMatchObject({ num_of_steps: 2, ...complete });
});

test("an error says what the script says, as an object or as the string of the published OpenAPI", async () => {
  const simulator = await useSimulator();
  const failure = {
    ...QUICK,
    outcome: "failed",
    error_code: "service_busy",
    error_category: "BILLING_FAILURE",
    error_message: "Too full",
    retry_after: 12,
    help_url: "https://help.example.test",
    help_message: "Wait",
  };

  const object = (await simulator.stream(failure)).events.at(-1);
  const text = (await simulator.stream({ ...failure, error_form: "string" })).events.at(-1);

  expect(object?.["error"]).toEqual({
    code: "service_busy",
    message: "Too full",
    category: "BILLING_FAILURE",
    retry_after: 12,
    help_url: "https://help.example.test",
    help_message: "Wait",
  });
  expect(text).toMatchObject({ error: "Too full", help_url: "https://help.example.test", help_message: "Wait" });
});

test("names are the newest, both, or the oldest generation's, by option and by script", async () => {
  const simulator = await useSimulator({ naming: "both" });

  const both = (await simulator.stream(QUICK)).events;
  const camel = (await simulator.stream({ ...QUICK, naming: "camel" })).events;

  expect(both[1]?.["streamingUrl"]).toBe(both[1]?.["streaming_url"]);
  expect(both[0]?.["runId"]).toBe(both[0]?.["run_id"]);
  expect(both.at(-1)?.["resultJson"]).toEqual(both.at(-1)?.["result"]);
  expect(camel[0]).not.toHaveProperty("run_id");
  expect(camel[1]).toHaveProperty("streamingUrl");
  expect(camel.at(-1)).toHaveProperty("resultJson");
  const row = await simulator.run(camel[0]?.["runId"]);
  expect(Object.keys(row).filter((key) => /streaming/.test(key))).toEqual(["streamingUrl"]);
});

test("extra events follow the first step, by option and by script", async () => {
  const simulator = await useSimulator({ extra_events: ["TF_API_RESULT"] });

  const byOption = (await simulator.stream(QUICK)).events;
  const byScript = await simulator.create("run-sse", { ...QUICK, extra_events: ["ERROR", "malformed"] });

  expect(byOption[2]).toMatchObject({ type: "PROGRESS", tinyfish_api: "search" });
  expect(byOption[3]).toMatchObject({ type: "TF_API_RESULT", tinyfish_api: "search", result: [{ title: "Maker" }] });
  const lines = byScript.text.split("\n\n");
  expect(lines[3]).toContain('"type":"ERROR"');
  expect(() => JSON.parse((lines[4] ?? "").slice("data: ".length))).toThrow(SyntaxError);
});

test("line breaks of other alphabets are escaped in events, goals and results", async () => {
  const simulator = await useSimulator();
  const text = "a\u2028b\u2029c\u0085d";

  const stream = await simulator.stream({ ...QUICK, purposes: [text], result: { text } });
  const row = await simulator.request("GET", `/v1/runs/${String(stream.events[0]?.["run_id"])}`);

  expect(stream.text).not.toMatch(/[\u0085\u2028\u2029]/);
  expect(row.text).not.toMatch(/[\u0085\u2028\u2029]/);
  expect(stream.events[2]?.["purpose"]).toBe(text);
  expect(pick(stream.events.at(-1), "result", "text")).toBe(text);
});

test("a script can write any bytes, in place of the built-in events or between them", async () => {
  const simulator = await useSimulator();
  const events = [
    { at_ms: 1, raw: ": comment\r\n\r\nid: 7\nevent: x\ndata:{}\n\n" },
    { at_ms: 2, base64: Buffer.from("\ufeffdata: é\n\n").toString("base64") },
    { at_ms: 3, event: { type: "NEW", list: [1] } },
  ];

  const alone = await simulator.create("run-sse", { ...QUICK, events, builtin_events: false });
  const between = await simulator.create("run-sse", { ...QUICK, steps: 0, events: [{ at_ms: 1, raw: "X" }] });

  expect(alone.text).toBe(
    ': comment\r\n\r\nid: 7\nevent: x\ndata:{}\n\n\ufeffdata: é\n\ndata: {"type":"NEW","list":[1]}\n\n',
  );
  expect(between.text).toMatch(/STARTED.*\n\nXdata: .*STREAMING_URL/);
});

test("events can be split over writes, joined into one, and end their lines in three ways", async () => {
  const simulator = await useSimulator();

  const split = await simulator.stream({ ...QUICK, split_bytes: 10 });
  const joined = await simulator.stream({ duration_ms: 0, steps: 3, join_events: true });
  const cr = await simulator.stream({ ...QUICK, line_ending: "cr" });

  const splitWrites = simulator.truth.writesOf(String(split.events[0]?.["run_id"]));
  const parts = splitWrites.filter((write) => write.kind === "STARTED");
  expect(parts.map((write) => write.part)).toEqual(parts.map((_, index) => index + 1));
  expect(new Set(parts.map((write) => write.seq)).size).toBe(parts[0]?.parts);
  const joinedWrites = simulator.truth.writesOf(String(joined.events[0]?.["run_id"]));
  expect(joinedWrites.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
    "0 headers",
    "1 STARTED",
    "1 STREAMING_URL",
    "1 PROGRESS",
    "1 PROGRESS",
    "1 PROGRESS",
    "1 COMPLETE",
    "2 end",
  ]);
  expect(cr.text).not.toContain("\n");
  expect(cr.events).toHaveLength(5);
});

test("a big result arrives whole and is not kept in the list of steps", async () => {
  const simulator = await useSimulator();

  const { events } = await simulator.stream({ ...QUICK, result_bytes: 3_000_000 });

  expect(String(pick(events.at(-1), "result", "text"))).toHaveLength(3_000_000);
});

test("a result follows the request's output_schema and says that it was validated", async () => {
  const simulator = await useSimulator();
  const output_schema = {
    type: "object",
    properties: { lamp: { type: "string", enum: ["Lamp"] } },
    required: ["lamp"],
  };

  const { events } = await simulator.stream(QUICK, { output_schema });
  const missed = await simulator.stream({ ...QUICK, outcome: "goal_missed" }, { output_schema });

  expect(events.at(-1)?.["result"]).toEqual({ lamp: "Lamp" });
  expect(await simulator.run(events[0]?.["run_id"])).toMatchObject({
    output_schema,
    schema_validation: { valid: true, errors: [] },
  });
  expect(await simulator.run(missed.events[0]?.["run_id"])).toMatchObject({
    schema_validation: { valid: false, re_prompt_attempts: 2 },
  });
});

test("without a script the seed and the creation index decide, the same on every start", async () => {
  const behaviour = { duration_ms: [1, 4] as [number, number], failed_share: 0.4, goal_missed_share: 0.3 };
  const outcomes = async (seed: number) => {
    const simulator = await useSimulator({ seed, default_behaviour: behaviour });
    const found: unknown[] = [];
    for (let index = 0; index < 12; index++) {
      const { text } = await simulator.request("POST", "/v1/automation/run-sse", {
        body: { ...createBody({}), goal: "List the lamps" },
      });
      found.push(text.replaceAll(/"(run_id|timestamp|streaming_url)":"[^"]*"/g, ""));
    }
    return found;
  };

  const first = await outcomes(5);

  expect(await outcomes(5)).toEqual(first);
  expect(await outcomes(4)).not.toEqual(first);
  expect(first.join()).toContain('"FAILED"');
  expect(first.join()).toContain('"failure"');
});

test("limits of the request end the run: steps and seconds", async () => {
  const simulator = await useSimulator();

  const steps = await simulator.stream({ duration_ms: 20, steps: 4 }, { agent_config: { max_steps: 2 } });
  const seconds = await simulator.stream({ duration_ms: 5000, steps: 0, run_limit_ms: 30 });

  expect(steps.events.at(-1)).toMatchObject({ status: "FAILED", error: { code: "MAX_STEPS_EXCEEDED" } });
  expect(await simulator.run(steps.events[0]?.["run_id"])).toMatchObject({ num_of_steps: 2 });
  expect(seconds.events.at(-1)).toMatchObject({
    status: "FAILED",
    error: { code: "TIMEOUT", category: "SYSTEM_FAILURE" },
  });
});
