import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePorts } from "../../apps/web/browser/fixtures/free-port.ts";
import { layOutClone } from "./fixtures/lay-out-clone.ts";
import { runShell } from "./fixtures/run-shell.ts";
import { startShell, type StartedShell } from "./fixtures/start-shell.ts";
import { listAnswers, writeCurlHome } from "./fixtures/write-curl-home.ts";
import { listFences } from "./list-fences.ts";

const root = resolve(import.meta.dirname, "../..");
// Does nothing where the build is that of these sources.
execFileSync(process.execPath, [join(root, "scripts/build-web.ts")], { cwd: root, stdio: "ignore" });
const clone = layOutClone(root);
afterAll(clone.remove);

/** The ports that documents show. */
const SHOWN = { api: 8000, dashboard: 3000, simulator: 8010 };

/** Own ports and an own data folder, told through the environment alone: the commands stay as they are written. */
async function makeSurroundings() {
  const [api = 0, dashboard = 0, simulator = 0] = await freePorts(3);
  const dataDir = mkdtempSync(join(tmpdir(), "tfbench-data-"));
  const curl = writeCurlHome({ [SHOWN.api]: api, [SHOWN.dashboard]: dashboard, [SHOWN.simulator]: simulator });
  const env = {
    ...curl.env,
    PORT: String(api),
    WEB_PORT: String(dashboard),
    SIMULATOR_PORT: String(simulator),
    DATA_DIR: dataDir,
  };
  return {
    env,
    remove: () => {
      curl.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Documents whose commands are run, with what they promise that the commands will print. */
const PROMISES: readonly (readonly [document: string, printed: readonly RegExp[]])[] = [
  ["README.md", [/event: run_event/, /"finished": 101,/]],
  ["docs/QUICKSTART.md", [/"not_evaluated": 20\b/, /"blocked": 20\b/, /"needed": 59\b/, /^Stopped\.$/m]],
];

test.each(PROMISES)(
  "every command of %s that is marked as runnable works in a fresh folder, as it is written and in its order",
  async (document, printed) => {
    const surroundings = await makeSurroundings();
    const fences = listFences(readFileSync(join(clone.folder, document), "utf8"));
    let started: StartedShell | null = null;
    // One shell, as a person has one: what a fence sets is there for the next.
    let soFar = "";
    try {
      for (const { info, text } of fences) {
        if (info === "sh start")
          started = await startShell({ text, cwd: clone.folder, env: surroundings.env }, "Ready after");
        if (info !== "sh run") continue;
        soFar += `${text}\n`;
      }
      const { exitCode, stdout, stderr } = await runShell({
        text: soFar,
        cwd: clone.folder,
        env: surroundings.env,
        limitMs: 100_000,
      });

      expect({ exitCode, output: stdout + stderr }).toEqual({ exitCode: 0, output: expect.any(String) });
      expect(printed.filter((promise) => !promise.test(stdout))).toEqual([]);
      expect(listAnswers(stderr).filter(({ status }) => !status.startsWith("2"))).toEqual([]);
      if (soFar.includes("make stop")) expect(await started?.ended).toBe(0);
    } finally {
      await started?.stop();
      surroundings.remove();
    }
  },
  180_000,
);
