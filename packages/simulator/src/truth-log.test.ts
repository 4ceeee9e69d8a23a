import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTruthLog } from "./truth-log.ts";
import type { TruthRecord } from "./truth-record.ts";

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "truth-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const started = (run_id: string): TruthRecord => ({ record: "run_started", run_id, at_ms: 1 });

test("flush writes what was added so far, in order, and close writes the rest", async () => {
  const path = join(await useFolder(), "deep", "truth.ndjson");
  const log = await openTruthLog({ path, memoryRecords: 0 });
  log.add(started("a"));
  log.add(started("b"));

  await log.flush();
  expect(await readFile(path, "utf8")).toBe(
    '{"record":"run_started","run_id":"a","at_ms":1}\n{"record":"run_started","run_id":"b","at_ms":1}\n',
  );
  log.add(started("c"));
  await log.close();

  expect((await readFile(path, "utf8")).trimEnd().split("\n")).toHaveLength(3);
});

test("a second log appends to the file of the first", async () => {
  const path = join(await useFolder(), "truth.ndjson");
  for (const runId of ["a", "b"]) {
    const log = await openTruthLog({ path, memoryRecords: 0 });
    log.add(started(runId));
    await log.close();
  }

  expect((await readFile(path, "utf8")).match(/"run_id":"[ab]"/g)).toEqual(['"run_id":"a"', '"run_id":"b"']);
});

test("memory keeps the newest records only", async () => {
  const log = await openTruthLog({ path: null, memoryRecords: 4 });

  for (let index = 0; index < 100; index++) log.add(started(String(index)));

  expect(log.records()).toEqual(["96", "97", "98", "99"].map(started));
});

test("a log nobody keeps says so and holds nothing", async () => {
  const log = await openTruthLog({ path: null, memoryRecords: 0 });
  log.add(started("a"));

  expect(log.isOn).toBe(false);
  expect(log.records()).toEqual([]);
});

test("a file that cannot be opened is refused at the start", async () => {
  const folder = await useFolder();

  await expect(openTruthLog({ path: folder, memoryRecords: 0 })).rejects.toThrow("EISDIR");
});
