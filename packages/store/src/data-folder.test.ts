import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { lockDataFolder } from "./data-folder.ts";

const HOLDER = fileURLToPath(new URL("./fixtures/hold-data-folder.ts", import.meta.url));

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Another process that has the folder. */
async function startHolder(folder: string, purpose: "run" | "migrate") {
  const child = fork(HOLDER, [folder, purpose], { execArgv: [] });
  const exit = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  await once(child, "message");
  return { child, exit };
}

test("a folder in use by another process is refused with one sentence naming folder and process", async () => {
  const folder = makeFolder();
  const { child } = await startHolder(folder, "run");

  const refused = lockDataFolder(folder, "run");

  await expect(refused).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringMatching(
      new RegExp(`^The data folder ${folder} is in use by another instance \\(process ${child.pid} on .+\\)\\.$`),
    ),
  });
});

test("a folder that cannot be written is refused with one sentence naming it and the system's reason", async () => {
  const file = join(makeFolder(), "file");
  writeFileSync(file, "");

  await expect(lockDataFolder(join(file, "data"), "run")).rejects.toMatchObject({
    code: "unavailable",
    message: `The data folder ${join(file, "data")} cannot be written (ENOTDIR).`,
  });
  await expect(lockDataFolder(file, "run")).rejects.toMatchObject({
    message: `The data folder ${file} cannot be written (EEXIST).`,
  });
});

test.runIf(process.platform === "linux")(
  "a folder below /proc, where none can be made, is refused and not tried for ever",
  async () => {
    const ended = new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [HOLDER, "/proc/tfbench/data", "run"],
        { timeout: 20_000, killSignal: "SIGKILL" },
        (_, __, said) => resolve(said),
      );
    });

    expect(await ended).toContain("The data folder /proc/tfbench/data cannot be written (ENOENT).");
  },
);

test("a folder in use by this process is refused too, and free again once released", async () => {
  const folder = makeFolder();
  const lock = await lockDataFolder(folder, "run");

  await expect(lockDataFolder(folder, "run")).rejects.toThrow("in use by another instance");
  lock.release();

  (await lockDataFolder(folder, "run")).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock whose holder was killed is replaced", async () => {
  const folder = makeFolder();
  const { child, exit } = await startHolder(folder, "run");
  child.kill("SIGKILL");
  await exit;

  const lock = await lockDataFolder(folder, "run");

  expect(readLock(folder).pid).toBe(process.pid);
  lock.release();
});

test("a lock whose process id was given to another process is replaced", async () => {
  const folder = makeFolder();
  const lock = await lockDataFolder(folder, "run");
  lock.release();
  writeFileSync(
    join(folder, "lock"),
    JSON.stringify({ pid: process.pid, process_started: "1", host: hostname(), purpose: "run", id: "x" }),
  );

  const second = await lockDataFolder(folder, "run");

  expect(readLock(folder)["id"]).not.toBe("x");
  second.release();
});

test("a lock of another host holds while its heartbeat is fresh, and no longer", async () => {
  const folder = makeFolder();
  const path = join(folder, "lock");
  writeFileSync(path, JSON.stringify({ pid: 7, process_started: "1", host: "elsewhere", purpose: "run", id: "x" }));

  await expect(lockDataFolder(folder, "run")).rejects.toThrow("process 7 on elsewhere");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);

  (await lockDataFolder(folder, "run")).release();
});

test("whoever comes while the folder is migrated waits for the end", async () => {
  const folder = makeFolder();
  const { child } = await startHolder(folder, "migrate");
  const lock = lockDataFolder(folder, "run");

  child.send("release");

  (await lock).release();
});

test("of many that find a dead holder's lock at once exactly one gets the folder", async () => {
  const folder = makeFolder();
  const { child, exit } = await startHolder(folder, "run");
  child.kill("SIGKILL");
  await exit;

  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(folder, "run")));

  const granted = outcomes.filter((outcome) => outcome.status === "fulfilled");
  expect(granted).toHaveLength(1);
  for (const { value } of granted) value.release();
});

const readLock = (folder: string) => JSON.parse(readFileSync(join(folder, "lock"), "utf8"));
