import { makeBatch, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testApi } from "../test-api.ts";
import { readStream } from "./read-stream.ts";
import type { StreamMessage } from "./read-stream.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const RESULT_BYTES = 5_000_000;
const EVENTS = 20_000;
const NOTICES = 20;
/** An event with its envelope and the run's summary, generously. */
const BYTES_PER_NOTICE = 4_000;

/** The database, with a count of what its answers hold. */
function metered(database: TestDatabase): { db: TestDatabase; bytes(): number } {
  let bytes = 0;
  return {
    bytes: () => bytes,
    db: {
      ...database,
      async query<T extends Record<string, unknown>>(text: string, values?: readonly unknown[]) {
        const rows = await database.query<T>(text, values);
        bytes += JSON.stringify(rows).length;
        return rows;
      },
    },
  };
}

async function largeRun(): Promise<{ run_id: number; batch_id: number }> {
  const made = await makeBatch(db, {
    status: "running",
    run_status: "running",
    worker_id: "w",
    lease_until: "2100-01-01T00:00:00.000Z",
  });
  const run_id = made.run_ids[0] ?? 0;
  await db.query("UPDATE runs SET response_json = jsonb_build_object('text', repeat('x', $2::int)) WHERE id = $1", [
    run_id,
    RESULT_BYTES,
  ]);
  await db.query(
    "INSERT INTO run_events SELECT $1, seq, seq, 'PROGRESS', 13, '{\"step\":\"one\"}' FROM generate_series(0, $2::int - 1) seq",
    [run_id, EVENTS],
  );
  return { run_id, batch_id: made.id };
}

test("a notice of a run with 20,000 events and 5 MB of result reads and sends what is new and nothing else", async () => {
  const { run_id, batch_id } = await largeRun();
  const meter = metered(db);
  const abort = new AbortController();
  const response = await testApi(meter.db).fetch(`/api/v1/runs/${run_id}/stream`, {
    headers: { "last-event-id": String(EVENTS - 3) },
    signal: abort.signal,
  });
  const stream = readStream(response);
  const next = async (): Promise<StreamMessage> => (await stream.next()).value ?? { event: null, id: null, data: "" };
  const known = [await next(), await next(), await next()];
  const readForKnown = meter.bytes();

  const sent: StreamMessage[] = [];
  for (let seq = EVENTS; seq < EVENTS + NOTICES; seq += 1) {
    await db.query("INSERT INTO run_events VALUES ($1, $2::int, $2::int, 'PROGRESS', 2, '{}')", [run_id, seq]);
    await db.live.publish(db, [{ kind: "run", run_id, batch_id }]);
    sent.push(await next());
  }
  abort.abort();

  expect(known.map(({ event, id }) => [event, id])).toEqual([
    ["run_event", String(EVENTS - 2)],
    ["run_event", String(EVENTS - 1)],
    ["run", null],
  ]);
  expect(readForKnown).toBeLessThan(2 * BYTES_PER_NOTICE);
  expect(sent.map(({ id }) => Number(id))).toEqual(Array.from({ length: NOTICES }, (_, index) => EVENTS + index));
  expect(Math.max(...sent.map(({ data }) => data.length))).toBeLessThan(200);
  expect(meter.bytes() - readForKnown).toBeLessThan(NOTICES * BYTES_PER_NOTICE);
});
