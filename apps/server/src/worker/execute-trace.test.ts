import { CreateBatch } from "@tfbench/contracts";
import { createBatch, getBatch, getBatchReport, getRun, rerunRun, rerunRuns } from "@tfbench/services";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openWorkerRig, type WorkerRig } from "./fixtures/worker-rig.ts";
import type { Worker } from "./start-worker.ts";

let rig: WorkerRig;
let worker: Worker | null = null;
beforeAll(async () => {
  rig = await openWorkerRig();
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
});
afterAll(() => rig.close());

const MOONCAKE = [
  '{"timestamp": 1000, "input_length": 600, "output_length": 5, "hash_ids": [3, 9]}',
  '{"timestamp": 1030, "input_length": 512, "output_length": 4, "hash_ids": [3]}',
  '{"timestamp": 1060, "input_length": 40, "output_length": 3}',
].join("\n");
const AZURE = "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:17:03.98,30,4\n2023-11-16 18:17:04.00,20,3\n";
const replay = async (trace: Record<string, unknown>, settings = {}) => {
  const scenario_id = await rig.makeLoadScenario({}, { run_settings: settings });
  return createBatch(rig.ctx, CreateBatch.parse({ scenario_id, seed: 7, trace }));
};

const runsOf = async (batch_id: number): Promise<number[]> =>
  (await rig.db.query<{ id: number }>("SELECT id FROM runs WHERE batch_id = $1 ORDER BY batch_index", [batch_id])).map(
    ({ id }) => id,
  );
/** How many words each run of the batch was sent. */
const wordsOf = async (batch_id: number): Promise<number[]> => {
  const sent = await Promise.all((await runsOf(batch_id)).map(async (id) => (await getRun(rig.ctx, id)).request));
  return sent.map(({ messages }) => JSON.stringify(messages).split(" ").length);
};

test("a trace is replayed at its times and speed, with prompts and answers as long as it says", async () => {
  const { batch } = await replay({ form: "jsonl", text: MOONCAKE, speed: 2, name: "mooncake.jsonl" });
  worker = await rig.startWorker();

  expect(await rig.finalStatus(batch.id)).toBe("finished");
  const runs = await rig.db.query<{ id: number; due: number; input_tokens: number; output_tokens: number }>(
    `SELECT id, (stamps ->> 'due')::float8 AS due, input_tokens, output_tokens FROM runs WHERE batch_id = $1 ORDER BY batch_index`,
    [batch.id],
  );
  expect(runs.map(({ due }) => Math.round(due))).toEqual([0, 15, 30]);
  expect(runs.every(({ output_tokens }, at) => output_tokens <= 5 - at)).toBe(true);
  const said = await Promise.all(runs.map(async ({ id }) => (await getRun(rig.ctx, id)).request));
  const words = said.map(({ messages }) => JSON.stringify(messages).split(" ").length);
  expect(words).toEqual([600, 512, 40]);
  // Its first block is the same text, so that a cache finds what it found then.
  const [one = "", other = ""] = said.map(({ messages }) => JSON.stringify(messages).slice(0, -6));
  expect(one.startsWith(other.slice(0, 1_000))).toBe(true);
  const detail = await getBatch(rig.ctx, batch.id);
  expect(detail).toMatchObject({ run_count: 3, prompts: { source: "trace" }, plan: { trace: { speed: 2 } } });
  const facts = { version: "1", base_url: "http://127.0.0.1", asks_for_token: false };
  const { reproduce } = await getBatchReport(rig.ctx, { id: batch.id, ...facts });
  expect(reproduce.curl).toContain('\\"timestamp\\":15');
  expect(reproduce.curl).toContain('\\"hash_ids\\":[3,9]');
});

test("runs of a trace are run again as long as the trace says of each of them", async () => {
  const { batch } = await replay({ form: "jsonl", text: MOONCAKE });
  worker = await rig.startWorker();
  await rig.finalStatus(batch.id);
  const ids = await runsOf(batch.id);
  const unasked = { confirm: false, confirm_above_usd: 1 };

  const { outcome } = await rerunRuns(rig.ctx, { ids: [ids[2] ?? 0, ids[0] ?? 0], ...unasked });
  const { run } = await rerunRun(rig.ctx, { id: ids[1] ?? 0, ...unasked });

  const together = outcome.batches[0]?.id ?? 0;
  expect([await rig.finalStatus(together), await rig.finalStatus(run.batch_id)]).toEqual(["finished", "finished"]);
  expect([await wordsOf(together), await wordsOf(run.batch_id)]).toEqual([[600, 40], [512]]);
  expect((await getBatch(rig.ctx, together)).plan).toMatchObject({
    load: { kind: "closed", runs: 2 },
    trace: { requests: [{ output_tokens: 5 }, { output_tokens: 3 }] },
  });
  const facts = { version: "1", base_url: "http://127.0.0.1", asks_for_token: false };
  const { reproduce } = await getBatchReport(rig.ctx, { id: together, ...facts });
  expect(reproduce.curl).toContain("/api/v1/runs/rerun");
  expect(reproduce.curl).toContain(`{"ids":${JSON.stringify(await runsOf(together))}}`);
});

test("a trace in CSV is read with its dates", async () => {
  const { batch } = await replay({ form: "csv", text: AZURE });

  expect(batch.load).toMatchObject({ kind: "replay", due_offsets_ms: [0, 20] });
});

test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
  ["trace:2:1", { form: "jsonl", text: '{"timestamp": 5}\n{"timestamp": 4}' }, {}, "trace.text"],
  ["trace:2:", { form: "csv", text: "timestamp,input_tokens\nsoon,3" }, {}, "trace.text"],
  [
    "A trace has no chats",
    { form: "jsonl", text: '{"timestamp": 5}' },
    { chats: { turns: 2, conversations: [{ messages: [{ role: "user", content: "Hi" }] }] } },
    "trace",
  ],
])("what cannot be replayed is refused with its place: %s", async (said, trace, settings, field) => {
  await expect(replay(trace, settings)).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining(said),
    fields: [expect.objectContaining({ field })],
  });
});
