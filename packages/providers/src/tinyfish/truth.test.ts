import type { RunResult } from "@tfbench/contracts";
import { monotonicNowMs, startSimulator, type Simulator, type WriteRecord } from "@tfbench/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runScripted, type ScriptedEnd } from "../test/run-scripted.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** Far more than reading costs on a busy machine, far less than the delay that must not go unnoticed. */
const LARGEST_TYPICAL_BIAS_MS = 100;
const NOT_EVENTS = ["headers", "end", "body", "reset", "socket_close"];

/** The last piece of each event: an event is complete with it, and not before. */
const eventWrites = (runId: string): WriteRecord[] =>
  simulator.truth.writesOf(runId).filter((write) => !NOT_EVENTS.includes(write.kind) && write.part === write.parts);

/** What our stamps say against what the server knows: same events, same order, no stamp before the byte was written. */
function compareWithTruth({ end, results, eventsOf }: ScriptedEnd): number[] {
  const biasesMs: number[] = [];
  for (const [runId, result] of results) {
    const startedMs = Number(end.origin_monotonic_ms) + Number(result.stamps.started);
    const seen = eventsOf(runId).filter(({ kind }) => kind !== "lookup");
    const writes = eventWrites(String(result.tinyfish_run_id));
    expect(seen.map(({ kind }) => kind)).toEqual(writes.map(({ kind }) => kind));
    const runBiasesMs = seen.map((event, index) => startedMs + event.offset_ms - Number(writes[index]?.before_ms));
    expect(Math.min(...runBiasesMs)).toBeGreaterThanOrEqual(0);
    expectStampsAfterTruth(result, Number(end.origin_monotonic_ms));
    biasesMs.push(...runBiasesMs);
  }
  const typicalMs = biasesMs.toSorted((a, b) => a - b)[Math.floor(biasesMs.length / 2)];
  expect(typicalMs).toBeLessThan(LARGEST_TYPICAL_BIAS_MS);
  return biasesMs;
}

function expectStampsAfterTruth({ stamps, tinyfish_run_id }: RunResult, originMs: number): void {
  const writes = simulator.truth.writesOf(String(tinyfish_run_id));
  const created = simulator.truth
    .records()
    .find((record) => record.record === "run_created" && record.run_id === tinyfish_run_id);
  const atOf = (kind: string): number => Number(writes.find((write) => write.kind === kind)?.before_ms);
  expect(originMs + Number(stamps.headers)).toBeGreaterThanOrEqual(atOf("headers"));
  expect(originMs + Number(stamps.first_event)).toBeGreaterThanOrEqual(atOf("STARTED"));
  expect(originMs + Number(stamps.first_content)).toBeGreaterThanOrEqual(atOf("PROGRESS"));
  expect(originMs + Number(stamps.terminal)).toBeGreaterThanOrEqual(atOf("COMPLETE"));
  // The request cannot have been taken before it was sent.
  expect(originMs + Number(stamps.sent)).toBeLessThanOrEqual(
    Number(created?.record === "run_created" ? created.at_ms : NaN),
  );
}

const SHAPES = [
  ["one event a write", { duration_ms: 120, steps: 8 }],
  ["events that share a write", { duration_ms: 60, steps: 8, join_events: true, event_delays_ms: undefined }],
  ["events in pieces", { duration_ms: 60, steps: 4, split_bytes: 40 }],
  ["heartbeats in between", { duration_ms: 120, steps: 3, heartbeat_ms: 10 }],
  ["everything at once", { duration_ms: 0, steps: 12 }],
] as const;

test.each(SHAPES)(
  "48 runs, 12 at a time, %s: no stamp precedes the truth, order and count match",
  async (_name, shape) => {
    const script = JSON.parse(JSON.stringify(shape));

    const ended = await runScripted({ url: simulator.url, script, runs: 48, concurrency: 12, startSpreadMs: 30 });

    expect([...ended.results.values()].map(({ status }) => status)).toEqual(Array(48).fill("completed"));
    expect(compareWithTruth(ended).length).toBeGreaterThanOrEqual(48 * 5);
  },
);

test("a delay of 200 ms in our own read path does not go unnoticed", async () => {
  const beforeReadStamp = (): void => {
    const untilMs = monotonicNowMs() + 200;
    while (monotonicNowMs() < untilMs);
  };

  const ended = await runScripted({ url: simulator.url, script: { duration_ms: 40, steps: 2 } }, { beforeReadStamp });

  expect(ended.result.status).toBe("completed");
  expect(() => compareWithTruth(ended)).toThrow("to be less than 100");
});
