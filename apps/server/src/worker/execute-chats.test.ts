import { cancelBatch, getBatch, getRun, rerunRun } from "@tfbench/services";
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

const QUICK = { ttft_ms: 5, gap_ms: 1, output_tokens: 4 };
const MADE_UP = {
  chats: { turns: 3, think_ms: { from: 20, to: 40 } },
  prompts: { synthetic: { input_tokens: 30 } },
};

type Turn = { id: number; batch_index: number; due: number; terminal: number; input_tokens: number };
const turnsOf = (batch_id: number) =>
  rig.db.query<Turn>(
    `SELECT id, batch_index, (stamps ->> 'due')::float8 AS due, (stamps ->> 'terminal')::float8 AS terminal, input_tokens
     FROM runs WHERE batch_id = $1 ORDER BY batch_index`,
    [batch_id],
  );

test.each<[Record<string, unknown>]>([
  [{ kind: "closed", runs: 4, concurrency: 2, start_spread_ms: 0 }],
  [{ kind: "constant", rate_per_second: 50, runs: 4, max_in_flight: 3 }],
])("a load of chats has conversations whose turns follow each other after time to think: %o", async (load) => {
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({}, { run_settings: MADE_UP }), load);
  worker = await rig.startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const batch = await getBatch(rig.ctx, batch_id);
  expect(batch).toMatchObject({
    run_count: 12,
    is_counted: true,
    counts: { completed: 12 },
    prompts: { source: "synthetic", distinct: 12 },
    load_report: { attempted: 12, conversations: { count: 4, broken_off: 0 } },
  });
  expect(batch.load_report?.conversations?.first_turn["ttft_ms"]).toMatchObject({ n: 4 });
  expect(batch.load_report?.conversations?.later_turns["ttft_ms"]).toMatchObject({ n: 8 });
  const turns = await turnsOf(batch_id);
  for (const [at, turn] of turns.entries()) {
    const before = turns[at - 1];
    if (before === undefined || turn.batch_index % 3 === 0) continue;
    expect(turn.due - before.terminal).toBeGreaterThanOrEqual(19.9);
    expect(turn.due - before.terminal).toBeLessThanOrEqual(40.1);
    expect(turn.input_tokens).toBeGreaterThan(before.input_tokens);
  }
});

test("conversations of one's own are sent with what the target answered, and a turn's page shows its history", async () => {
  const said = (text: string) => ({ role: "user", content: `${text} [[simulate ${JSON.stringify(QUICK)}]]` });
  const conversations = [
    {
      messages: [
        { role: "system", content: "Be brief" },
        said("One"),
        { role: "assistant", content: "kept out" },
        said("Two"),
      ],
    },
    { messages: [said("Alone")] },
  ];
  const run_settings = { chats: { turns: 5, conversations } };
  const load = { kind: "closed", runs: 3, concurrency: 1, start_spread_ms: 0 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({}, { run_settings }), load);
  worker = await rig.startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  const turns = await turnsOf(batch_id);
  expect(turns.map(({ batch_index }) => batch_index)).toEqual([0, 1, 5, 10, 11]);
  const [first, second] = [await getRun(rig.ctx, turns[0]?.id ?? 0), await getRun(rig.ctx, turns[1]?.id ?? 0)];
  const answer = (first.response_json as { content: string }).content;
  const told = second.request["messages"] as { role: string; content: string }[];
  expect(answer).not.toBe("");
  expect(told.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  expect(told[2]?.content).toBe(answer);
  expect(told[3]?.content).toContain("Two");
  expect(JSON.stringify(told)).not.toContain("kept out");
  expect((await getBatch(rig.ctx, batch_id)).prompts).toMatchObject({ source: "conversations", runs: 5 });
  await expect(rerunRun(rig.ctx, { id: second.id, confirm: false, confirm_above_usd: 1 })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a conversation whose turn fails is over, and the report says how many were", async () => {
  const failing = { role: "user", content: `[[simulate ${JSON.stringify({ fault: { kind: "http_500" } })}]]` };
  const conversations = [{ messages: [failing, { role: "user", content: "Never asked" }] }];
  const run_settings = { chats: { turns: 2, conversations } };
  const load = { kind: "closed", runs: 3, concurrency: 3, start_spread_ms: 0 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({}, { run_settings }), load);
  worker = await rig.startWorker();

  expect(await rig.finalStatus(batch_id)).toBe("finished");
  expect(await getBatch(rig.ctx, batch_id)).toMatchObject({
    run_count: 3,
    counts: { infra_error: 3 },
    load_report: { conversations: { count: 3, broken_off: 3 } },
  });
});

test("cancelling a load of chats while its users think leaves no run open and makes none for what was never asked", async () => {
  const run_settings = { ...MADE_UP, chats: { turns: 3, think_ms: { from: 600_000, to: 600_000 } } };
  const load = { kind: "closed", runs: 2, concurrency: 2, start_spread_ms: 0 };
  const batch_id = await rig.triggerLoad(await rig.makeLoadScenario({}, { run_settings }), load);
  worker = await rig.startWorker();
  await rig.until("SELECT 1 FROM runs WHERE batch_id = $1 AND status = 'completed' OFFSET 1", [batch_id]);

  await cancelBatch(rig.ctx, { id: batch_id });

  expect(await rig.finalStatus(batch_id)).toBe("cancelled");
  expect(await rig.statuses(batch_id)).toEqual({ completed: 2 });
});
