import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claimDataFolder, findStarter, pidFileIn } from "./claim-data-folder.ts";

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-claim-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process whose command line is that of `make start`, and which does nothing. */
async function startOther(folder: string): Promise<number> {
  const script = join(folder, "scripts/start.ts");
  mkdirSync(join(folder, "scripts"));
  writeFileSync(script, 'process.stdout.write("up"); setInterval(() => {}, 1_000);');
  const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  await once(child.stdout, "data");
  if (child.pid === undefined) throw new Error("It did not start.");
  return child.pid;
}

test("a folder that another start holds is refused with its process; whom to stop stays written there", async () => {
  const folder = makeFolder();
  const pid = await startOther(folder);
  writeFileSync(pidFileIn(folder), `${pid}\n`);

  expect(() => claimDataFolder(folder)).toThrow(
    `tfbench already runs on the data folder ${folder} (process ${pid}); stop it with make stop, or set DATA_DIR to another folder.`,
  );
  expect(findStarter(folder)).toBe(pid);
});

test.each([["9999999"], [String(process.pid)], ["no number"], [""]])(
  "what a crash left behind (%j) is nobody, and is replaced",
  (left) => {
    const folder = makeFolder();
    writeFileSync(pidFileIn(folder), left);

    expect(findStarter(folder)).toBeNull();
    claimDataFolder(folder).release();

    expect(existsSync(pidFileIn(folder))).toBe(false);
  },
);

test("a folder that is not there yet is made, and one that cannot be is told with the system's reason", () => {
  const folder = join(makeFolder(), "new");
  claimDataFolder(folder).release();
  writeFileSync(join(folder, "file"), "");

  expect(() => claimDataFolder(join(folder, "file/data"))).toThrow(
    `The data folder ${join(folder, "file/data")} cannot be written (ENOTDIR); set DATA_DIR to a folder of yours.`,
  );
});
