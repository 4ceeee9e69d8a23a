import { placeEmbedded } from "@tfbench/testkit";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDurablePglite } from "./open-durable-pglite.ts";

test("every commit is written through to the disk before it is acknowledged, and a checkpoint writes the tables", async () => {
  const place = await placeEmbedded();
  onTestFinished(place.remove);
  const synced: number[] = [];
  const db = await openDurablePglite({
    folder: join(place.config.data_dir, "pglite"),
    sync: (file) => synced.push(file),
  });
  onTestFinished(() => db.close());

  const before = synced.length;
  await db.query("INSERT INTO workers (id) VALUES ('a')");
  expect(synced.length).toBe(before + 1);
  await db.exec("BEGIN; INSERT INTO workers (id) VALUES ('b'); INSERT INTO workers (id) VALUES ('c'); COMMIT");
  expect(synced.length).toBe(before + 2);
  await db.query("SELECT id FROM workers");
  expect(synced.length).toBe(before + 2);

  await db.exec("CHECKPOINT");
  expect(synced.length).toBeGreaterThan(before + 3);
});
