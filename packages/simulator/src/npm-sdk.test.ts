import {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  TinyFish,
} from "@tiny-fish/sdk";
import { expect, test } from "vitest";
import { useSimulator } from "./fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "./fixtures/use-simulator.ts";

const QUICK = { duration_ms: 20, steps: 2 };

function clientOf(simulator: SimulatorUnderTest, apiKey = "simulator-key"): TinyFish {
  return new TinyFish({ apiKey, baseURL: simulator.url });
}

function params(script: Record<string, unknown>) {
  return { url: "https://shop.example.test", goal: `List the lamps [[simulate ${JSON.stringify(script)}]]` };
}

async function streamed(simulator: SimulatorUnderTest, script: Record<string, unknown>) {
  const events = [];
  for await (const event of await clientOf(simulator).agent.stream(params(script))) events.push(event);
  return events;
}

test("agent.run reads a completed run, a failed one and a cancelled one", async () => {
  const simulator = await useSimulator();
  const client = clientOf(simulator);

  const completed = await client.agent.run(params(QUICK));
  const failed = await client.agent.run(params({ ...QUICK, outcome: "failed", retry_after: 3 }));
  const cancelled = await client.agent.run(params({ ...QUICK, outcome: "cancelled" }));

  expect(completed).toMatchObject({
    status: "COMPLETED",
    num_of_steps: 2,
    result: { title: "Catalogue" },
    error: null,
  });
  expect(failed).toMatchObject({
    status: "FAILED",
    result: null,
    error: { category: "AGENT_FAILURE", retry_after: 3 },
  });
  expect(cancelled).toMatchObject({ status: "CANCELLED" });
});

test("agent.stream reads every event in order, whichever naming is on besides its own", async () => {
  const simulator = await useSimulator();

  for (const naming of ["snake", "both"]) {
    const events = await streamed(simulator, { ...QUICK, naming, heartbeat_ms: 15 });
    const types = events.map((event) => event.type).filter((type) => type !== "HEARTBEAT");
    expect(types).toEqual(["STARTED", "STREAMING_URL", "PROGRESS", "PROGRESS", "COMPLETE"]);
    expect(events.some((event) => event.type === "HEARTBEAT")).toBe(true);
  }
});

test("agent.stream reads failures in the object form and loses their text in the string form", async () => {
  const simulator = await useSimulator();
  const failure = { ...QUICK, outcome: "failed", error_code: "SITE_BLOCKED", help_url: "https://help.example.test" };

  const object = await streamed(simulator, failure);
  const text = await streamed(simulator, { ...failure, error_form: "string" });

  expect(object.at(-1)).toMatchObject({
    type: "COMPLETE",
    status: "FAILED",
    error: { message: "The site refused the browser." },
  });
  expect(text.at(-1)).toMatchObject({ type: "COMPLETE", status: "FAILED", error: null });
});

test("agent.stream skips event types it does not know and sees a truncated stream just end", async () => {
  const simulator = await useSimulator();

  const extra = await streamed(simulator, { ...QUICK, extra_events: ["TF_API_RESULT", "ERROR"] });
  const truncated = await streamed(simulator, { ...QUICK, outcome: "truncated" });

  expect(extra.map((event) => event.type)).toEqual(["STARTED", "STREAMING_URL", "PROGRESS", "PROGRESS", "COMPLETE"]);
  expect(truncated.at(-1)?.type).not.toBe("COMPLETE");
  await expect(streamed(simulator, { ...QUICK, outcome: "reset" })).rejects.toThrow("terminated");
  await expect(streamed(simulator, { ...QUICK, extra_events: ["malformed"] })).rejects.toThrow("JSON");
});

test("agent.queue, runs.get and runs.list read runs in every state", async () => {
  const simulator = await useSimulator();
  const client = clientOf(simulator);

  const { run_id } = await client.agent.queue(params({ queue_ms: 60_000 }));
  const done = await client.agent.run(params({ ...QUICK, outcome: "failed" }));

  expect(await client.runs.get(run_id ?? "")).toMatchObject({ status: "PENDING", num_of_steps: null, result: null });
  expect(await client.runs.get(done.run_id ?? "")).toMatchObject({
    status: "FAILED",
    num_of_steps: 2,
    streaming_url: null,
  });
  const first = await client.runs.list({ limit: 1 });
  expect(first.data.map((run) => run.run_id)).toEqual([done.run_id]);
  expect(first.pagination).toMatchObject({ total: 2, has_more: true });
  const second = await client.runs.list({ limit: 1, cursor: first.pagination.next_cursor ?? "" });
  expect(second.data.map((run) => run.run_id)).toEqual([run_id]);
});

test("each refusal raises the SDK's own class", async () => {
  const simulator = await useSimulator({ gated: ["use_vault"] });
  const client = clientOf(simulator);

  await expect(clientOf(simulator, "wrong").agent.run(params(QUICK))).rejects.toBeInstanceOf(AuthenticationError);
  await expect(client.agent.run({ url: "nowhere", goal: "x" })).rejects.toBeInstanceOf(BadRequestError);
  await expect(client.agent.run({ ...params(QUICK), use_vault: true })).rejects.toBeInstanceOf(PermissionDeniedError);
  await expect(client.runs.get("nobody")).rejects.toBeInstanceOf(NotFoundError);
});

test("the SDK sends a creation three times when it is refused with 429 or 500, and a failed run as 500 makes three runs", async () => {
  const simulator = await useSimulator();
  const client = clientOf(simulator);
  const failed = params({ duration_ms: 0, outcome: "failed", failed_run_http: 500 });

  await Promise.all([
    expect(client.agent.run(params({ outcome: "rate_limited" }))).rejects.toBeInstanceOf(RateLimitError),
    expect(client.agent.stream(params({ outcome: "http_500" }))).rejects.toBeInstanceOf(InternalServerError),
    expect(client.agent.run(failed)).rejects.toBeInstanceOf(InternalServerError),
  ]);

  const requests = simulator.truth.records().filter((record) => record.record === "request_received");
  expect(requests).toHaveLength(9);
  expect(simulator.creationsOf(failed.goal)).toBe(3);
});
