import { createClient } from "@redis/client";
import type { Health, LiveNotice, Run, RunEvent, Scenario } from "@tfbench/contracts";
import { startSimulator } from "@tfbench/simulator";
import { missingRedis, placeTestDatabase, startRedis, testServerUrl } from "@tfbench/testkit";
import { expect, onTestFinished, test, vi } from "vitest";
import { startServerProcess, type ServerProcess } from "./fixtures/server-process.ts";

const SOON = { timeout: 20_000, interval: 20 };
/** Longer than the test takes: it ends because it is cancelled. */
const GOAL = 'Read [[simulate {"duration_ms":100000,"steps":500,"outcome":"completed"}]]';

type Message = { notices?: LiveNotice[] };
type Follower = { events: RunEvent[]; statuses: Run["status"][]; ended: Promise<void> };

/** What crosses Redis, whichever instance it belongs to. */
async function tap(url: string): Promise<LiveNotice[]> {
  const heard: LiveNotice[] = [];
  const client = await createClient({ url })
    .on("error", () => undefined)
    .connect();
  onTestFinished(() => client.destroy());
  await client.pSubscribe("tfbench:*", (text) => {
    // Only the product writes to these channels.
    heard.push(...((JSON.parse(text) as Message).notices ?? []));
  });
  return heard;
}

/** Reads a run's live stream as a browser would, to its end. */
async function follow(api: ServerProcess, runId: number): Promise<Follower> {
  const answer = await fetch(`${api.url}/api/v1/runs/${runId}/stream`);
  const follower: Omit<Follower, "ended"> = { events: [], statuses: [] };
  const read = async () => {
    let text = "";
    for await (const chunk of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const data = /^data: (.*)$/m.exec(message)?.[1];
        if (data === undefined) continue;
        if (/^event: run_event$/m.test(message)) follower.events.push(JSON.parse(data));
        else follower.statuses.push(JSON.parse(data).status);
      }
    }
  };
  return { ...follower, ended: read() };
}

async function startParts(redisUrl: string): Promise<ServerProcess> {
  const [place, simulator] = [await placeTestDatabase(), await startSimulator()];
  const database = { ...place.config, redis_url: redisUrl };
  const parts: ServerProcess[] = [];
  onTestFinished(async () => {
    for (const part of parts) await part.stop();
    await simulator.close();
    await place.remove();
  });
  const start = async (role: "all" | "api" | "worker") => {
    const part = await startServerProcess({ role, database, simulatorPort: simulator.port });
    parts.push(part);
    return part;
  };
  // The embedded database belongs to one process.
  if (testServerUrl === null) return start("all");
  const api = await start("api");
  await start("worker");
  return api;
}

async function trigger(api: ServerProcess): Promise<number> {
  const automation = await api.post<{ id: number }>("/api/v1/automations", {
    name: "Long",
    request: { url: "https://shop.example.test", goal: GOAL },
  });
  const scenario = await api.post<Scenario>("/api/v1/scenarios", { name: "Long", automation_id: automation.id });
  return (await api.post<Run>("/api/v1/runs/trigger", { scenario_id: scenario.id })).id;
}

test("API and worker hear each other through Redis, and a Redis that is killed and restarted hides nothing", async (context) => {
  const missing = missingRedis();
  if (missing !== null) return context.skip(missing);
  const redis = await startRedis();
  onTestFinished(() => redis.kill());
  const api = await startParts(redis.url);
  const liveOf = async () => (await api.get<Health>("/health")).live;
  expect(await liveOf()).toEqual({ kind: "redis", connected: true });

  const before = await tap(redis.url);
  const runId = await trigger(api);
  const follower = await follow(api, runId);
  await vi.waitFor(() => expect(follower.events.length).toBeGreaterThan(3), SOON);
  expect(before).toContainEqual({ kind: "run", run_id: runId, batch_id: expect.any(Number) });

  await redis.kill();
  await vi.waitFor(async () => expect(await liveOf()).toEqual({ kind: "redis", connected: false }), SOON);
  expect((await api.get<Health>("/health")).status).toBe("degraded");
  const seen = follower.events.length;
  await vi.waitFor(() => expect(follower.events.length).toBeGreaterThan(seen + 3), SOON);

  await redis.start();
  await vi.waitFor(async () => expect(await liveOf()).toEqual({ kind: "redis", connected: true }), SOON);
  const after = await tap(redis.url);
  await api.post(`/api/v1/runs/${runId}/cancel`, {});
  await follower.ended;

  expect(after).toContainEqual({ kind: "cancel_run", run_id: runId, batch_id: expect.any(Number) });
  expect(follower.statuses.at(-1)).toBe("cancelled");
  expect(follower.events.map(({ seq }) => seq)).toEqual(follower.events.map((_, index) => index));
  const run = await api.get<Run>(`/api/v1/runs/${runId}`);
  expect(run.event_count).toBe(follower.events.length);
}, 120_000);
