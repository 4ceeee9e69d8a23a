import { placeEmbedded } from "@tfbench/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import type { Database } from "./database.ts";

let db: Database;
let remove: () => Promise<void>;
beforeAll(async () => {
  const place = await placeEmbedded();
  remove = place.remove;
  db = await openDatabase(place.config);
});
afterAll(async () => {
  await db.close();
  await remove();
});

test("the embedded database makes commits durable", async () => {
  expect(
    await db.query("SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit"),
  ).toEqual([{ fsync: "on", commit: "on" }]);
});

test("timers of the main thread keep ticking while the embedded database works on a slow query", async () => {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 10);

  await db.query(
    `DO $$ DECLARE until timestamptz := clock_timestamp() + interval '500 ms'; BEGIN WHILE clock_timestamp() < until LOOP END LOOP; END $$`,
  );
  clearInterval(timer);

  // In the same thread it would be none; how many of the fifty come is a matter of how busy the machine is.
  expect(ticks).toBeGreaterThanOrEqual(3);
});

test("a VACUUM, an ANALYZE and a CHECKPOINT run like any statement", async () => {
  await db.query("VACUUM (ANALYZE) projects");
  await db.query("CHECKPOINT");

  expect(await db.query("SELECT count(*) AS n FROM projects")).toEqual([{ n: 1 }]);
});
