import type { LiveNotice } from "@tfbench/contracts";
import { placeTestDatabase, testServerUrl } from "@tfbench/testkit";
import type { TestDatabasePlace } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "./database.ts";
import type { Database } from "./database.ts";

let place: TestDatabasePlace;
/** The one that publishes and the one that listens: two processes' worth on PostgreSQL, the same one embedded. */
let publisher: Database;
let reader: Database;
beforeAll(async () => {
  place = await placeTestDatabase();
  publisher = await openDatabase(place.config);
  reader = testServerUrl === null ? publisher : await openDatabase(place.config);
});
afterAll(async () => {
  await publisher.close();
  if (reader !== publisher) await reader.close();
  await place.remove();
});

function collect(db: Database): LiveNotice[] {
  const notices: LiveNotice[] = [];
  onTestFinished(db.live.subscribe((notice) => notices.push(notice)));
  return notices;
}
const SOON = { timeout: 10_000 };
const runNotices = (count: number): LiveNotice[] =>
  Array.from({ length: count }, (_, n) => ({ kind: "run", run_id: n + 1, batch_id: 7 }));

test("notices of a transaction come once it has committed, in order, however many they are", async () => {
  const notices = collect(reader);

  await publisher.transaction(async (tx) => {
    await publisher.live.publish(tx, runNotices(1_000));
    expect(notices).toEqual([]);
    await publisher.live.publish(tx, [{ kind: "cancel_batch", batch_id: 7 }]);
  });

  await vi.waitFor(() => expect(notices).toHaveLength(1_001), SOON);
  expect(notices).toEqual([...runNotices(1_000), { kind: "cancel_batch", batch_id: 7 }]);
});

test("notices of a transaction that is rolled back never come", async () => {
  const notices = collect(reader);

  const failed = publisher.transaction(async (tx) => {
    await publisher.live.publish(tx, [{ kind: "batch", batch_id: 1 }]);
    throw new Error("no");
  });
  await expect(failed).rejects.toThrow("no");
  await publisher.live.publish(publisher, [{ kind: "batch", batch_id: 2 }]);

  await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 2 }]), SOON);
});

test("a listener that has left hears nothing more, the others do", async () => {
  const left: LiveNotice[] = [];
  reader.live.subscribe((notice) => left.push(notice))();
  const notices = collect(reader);

  await publisher.live.publish(publisher, [{ kind: "batch", batch_id: 3 }]);

  await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 3 }]), SOON);
  expect(left).toEqual([]);
});

if (testServerUrl !== null) {
  test("a listening connection that breaks is opened again, and readers are told to read again", async () => {
    const notices: LiveNotice[] = [];
    const onResync = vi.fn();
    onTestFinished(reader.live.subscribe({ onNotice: (notice) => notices.push(notice), onResync }));

    await publisher.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tfbench live' AND datname = current_database()",
    );
    await vi.waitFor(() => expect(onResync).toHaveBeenCalledTimes(1), SOON);
    await publisher.live.publish(publisher, [{ kind: "batch", batch_id: 4 }]);

    await vi.waitFor(() => expect(notices).toEqual([{ kind: "batch", batch_id: 4 }]), SOON);
  });
}
