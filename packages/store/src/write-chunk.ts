import type { LiveNotice } from "@tfbench/contracts";
import type { Database } from "./database.ts";
import { FINISH_RUNS, finishedRow, storableId } from "./finished-columns.ts";
import { FINISHED_RUN_COLUMNS } from "./queries/finished-runs.ts";
import type { FinishedRun } from "./queries/finished-runs.ts";
import type { SinkChunk } from "./sink-chunk.ts";
import type { Sql } from "./sql.ts";
import { storableJson, storableText } from "./storable-text.ts";

/** Called in the transaction that ends runs, with those it really ended: each run comes here exactly once. */
export type OnFinished = (tx: Sql, runs: FinishedRun[]) => Promise<void>;
/** Which batch a run belongs to, as far as it is known; runs leave when they end. */
export type BatchOfRun = Map<number, number>;

type RunOfBatch = { id: number; batch_id: number };
const FINISHED = `${FINISHED_RUN_COLUMNS}, batch_id`
  .split(", ")
  .map((column) => `runs.${column}`)
  .join(", ");

/** Writes a chunk in one transaction of at most five statements. Safe to repeat: nothing is written or counted twice. */
export async function writeChunk(
  db: Database,
  chunk: SinkChunk,
  { onFinished, batchOfRun }: { onFinished: OnFinished; batchOfRun: BatchOfRun },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id, batch_id } of await writeProgress(tx, chunk)) batchOfRun.set(id, batch_id);
    await writeEvents(tx, chunk);
    const finished = await writeFinished(tx, chunk);
    for (const { id, batch_id } of finished) batchOfRun.set(id, batch_id);
    if (finished.length > 0) await onFinished(tx, finished);
    await db.live.publish(tx, await noticesOf(tx, chunk, batchOfRun));
  });
  for (const id of chunk.finished.keys()) batchOfRun.delete(id);
}

async function writeProgress(tx: Sql, { progress }: SinkChunk): Promise<RunOfBatch[]> {
  if (progress.size === 0) return [];
  const rows = [...progress.values()];
  return tx.query<RunOfBatch>(
    `UPDATE runs SET status = 'running', due_at = coalesce(p.due_at, runs.due_at), started_at = coalesce(p.started_at, runs.started_at),
       tinyfish_run_id = coalesce(p.tinyfish_run_id, runs.tinyfish_run_id)
     FROM unnest($1::integer[], $2::timestamptz[], $3::timestamptz[], $4::text[]) AS p (id, due_at, started_at, tinyfish_run_id)
     WHERE runs.id = p.id AND runs.status IN ('queued', 'running') RETURNING runs.id, runs.batch_id`,
    [
      [...progress.keys()],
      rows.map(({ due_at }) => due_at),
      rows.map(({ started_at }) => started_at),
      rows.map(({ tinyfish_run_id }) => (tinyfish_run_id === null ? null : storableId(tinyfish_run_id))),
    ],
  );
}

async function writeEvents(tx: Sql, { events }: SinkChunk): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO run_events (run_id, seq, offset_ms, kind, bytes, data)
     SELECT * FROM unnest($1::integer[], $2::integer[], $3::float8[], $4::text[], $5::integer[], $6::text[])
     ON CONFLICT (run_id, seq) DO NOTHING`,
    [
      events.map(({ run_id }) => run_id),
      events.map(({ event }) => event.seq),
      events.map(({ event }) => event.offset_ms),
      events.map(({ event }) => storableText(event.kind)),
      events.map(({ event }) => event.bytes),
      events.map(({ event }) => storableText(event.data)),
    ],
  );
}

async function writeFinished(tx: Sql, { finished }: SinkChunk): Promise<(FinishedRun & RunOfBatch)[]> {
  if (finished.size === 0) return [];
  const rows = storableJson([...finished.values()].map(finishedRow));
  return tx.query<FinishedRun & RunOfBatch>(`${FINISH_RUNS} RETURNING ${FINISHED}`, [rows]);
}

async function noticesOf(tx: Sql, chunk: SinkChunk, batchOfRun: BatchOfRun): Promise<LiveNotice[]> {
  const runIds = new Set([
    ...chunk.progress.keys(),
    ...chunk.events.map(({ run_id }) => run_id),
    ...chunk.finished.keys(),
  ]);
  const unknown = [...runIds].filter((id) => !batchOfRun.has(id));
  if (unknown.length > 0) {
    const rows = await tx.query<RunOfBatch>("SELECT id, batch_id FROM runs WHERE id = ANY($1::integer[])", [unknown]);
    for (const { id, batch_id } of rows) batchOfRun.set(id, batch_id);
  }
  return [...runIds].flatMap((run_id) => {
    const batch_id = batchOfRun.get(run_id);
    return batch_id === undefined ? [] : [{ kind: "run" as const, run_id, batch_id }];
  });
}
