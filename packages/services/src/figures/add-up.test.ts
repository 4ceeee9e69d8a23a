import type { LoadProfile } from "@tfbench/contracts";
import { gapStats, mulberry32 } from "@tfbench/stats";
import type { FinishedRun, LoadRunRow } from "@tfbench/store";
import { expect, test } from "vitest";
import { addUpLoad, addUpRuns } from "./add-up.ts";

const RUNS = 1_500;
const LOAD: LoadProfile = { kind: "constant", rate_per_second: 200, runs: RUNS, max_in_flight: null, on_full: "wait" };

/** Runs as both kinds of figures read them. */
function makeRuns(): (LoadRunRow & FinishedRun)[] {
  const random = mulberry32(3);
  return Array.from({ length: RUNS }, (_, batch_index) => {
    const due = batch_index * 5;
    const gapsMs = Array.from({ length: 20 }, () => 5 + 10 * random());
    const ttft_ms = 50 + 50 * random();
    const total_duration_ms = ttft_ms + gapsMs.reduce((sum, gap) => sum + gap, 0);
    const begun = { due, slot_granted: due, started: due, connected: null, sent: due, headers: due + 1 };
    const first = { first_event: due + ttft_ms, first_content: due + ttft_ms };
    const end = due + total_duration_ms;
    const isLost = batch_index % 100 === 0;
    return {
      id: batch_index + 1,
      project_id: 1,
      origin: "simulated",
      scenario_id: 1,
      automation_id: 1,
      target_id: 1,
      due_at: "2026-05-10T10:00:00.000Z",
      batch_index,
      status: isLost ? "aborted" : "completed",
      goal: "not_evaluated",
      cancelled_by: null,
      reason_code: isLost ? "worker_lost" : null,
      error: null,
      started_at: "2026-05-10T10:00:00.000Z",
      coalesced: false,
      stamps: { ...begun, ...first, last_content: end, terminal: end, closed: end },
      gap_sketch: Buffer.from(gapStats(gapsMs, 500)?.sketch ?? []),
      chunk_log: null,
      load_part: null,
      total_duration_ms,
      response_ms: total_duration_ms,
      slot_wait_ms: 0,
      lag_ms: random(),
      connect_ms: null,
      headers_ms: 1,
      ttft_ms,
      ttft_sent_ms: ttft_ms,
      ttfo_ms: ttft_ms,
      ttst_ms: 5,
      tpot_ms: 10,
      output_tokens_per_second: 100,
      input_tokens: 500,
      output_tokens: 21,
      reasoning_tokens: null,
      cached_tokens: 10,
      client_output_tokens: null,
      cost_usd: 4e-7,
    };
  });
}

async function* pagesOf<Row>(rows: readonly Row[]): AsyncGenerator<Row[]> {
  for (let from = 0; from < rows.length; from += 500) yield rows.slice(from, from + 500);
}

test("figures that a thread adds up are those that are added up here", async () => {
  const runs = makeRuns();

  const inThread = await addUpLoad({ load: LOAD, chat_turns: null }, pagesOf(runs), RUNS);
  const here = await addUpLoad({ load: LOAD, chat_turns: null }, pagesOf(runs), 0);

  expect(inThread).toEqual(here);
  expect(here).toMatchObject({ started: RUNS, lost: 15, counted: { aborted: 15, runs: RUNS } });
  expect(await addUpRuns(pagesOf(runs), RUNS)).toEqual(await addUpRuns(pagesOf(runs), 0));
});

test("rows that cannot be read, and rows that cannot be added up, fail the figures rather than leave them waiting", async () => {
  async function* failing(): AsyncGenerator<FinishedRun[]> {
    yield makeRuns().slice(0, 10);
    throw new Error("The database is gone.");
  }
  const corrupt = makeRuns().map((run) => ({ ...run, gap_sketch: Buffer.from("no sketch") }));

  await expect(addUpRuns(failing(), RUNS)).rejects.toThrow("The database is gone.");
  await expect(addUpRuns(pagesOf(corrupt), RUNS)).rejects.toThrow();
});
