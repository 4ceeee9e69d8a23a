import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { placeEmbedded } from "@tfbench/testkit";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "./database.ts";

vi.setConfig({ testTimeout: 120_000 });

const WRITER = fileURLToPath(new URL("./fixtures/insert-until-killed.ts", import.meta.url));
const ROUNDS = 4;
const PAIRS_BEFORE_KILL = 25;

/** Lets a process write until it has acknowledged enough, then kills it at once, wherever it is. Returns what it acknowledged. */
async function writeUntilKilled(dataDir: string, round: number): Promise<string[]> {
  const child = fork(WRITER, [dataDir, String(round)], { execArgv: [] });
  const exit = once(child, "exit");
  const acknowledged: string[] = [];
  child.on("message", (pair: string) => {
    acknowledged.push(pair);
    // Each round a little later, so that the kill meets another part of a transaction.
    if (acknowledged.length >= PAIRS_BEFORE_KILL + round) setTimeout(() => child.kill("SIGKILL"), round);
  });
  await exit;
  return acknowledged;
}

test("killed again and again in the middle of transactions, the embedded database loses nothing it acknowledged and keeps no half", async () => {
  const place = await placeEmbedded();
  onTestFinished(place.remove);

  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    acknowledged.push(...(await writeUntilKilled(place.config.data_dir, round)));

  const db = await openDatabase(place.config);
  onTestFinished(() => db.close());
  const rows = await db.query<{ id: string }>("SELECT id FROM workers");
  const kept = new Set(rows.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(ROUNDS * PAIRS_BEFORE_KILL);
  expect(acknowledged.filter((pair) => !(kept.has(`${pair}-a`) && kept.has(`${pair}-b`)))).toEqual([]);
  expect(kept.size % 2).toBe(0);
});
