import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { inheritedEnvironment } from "../config.ts";
import type { Installed } from "./peer.ts";

const run = promisify(execFile);
const HOME = join(resolve(import.meta.dirname, "../.."), ".cache/bench-peers");
const PYTHONS = ["python3.12", "python3.13", "python3"];
const LONG_MS = 20 * 60_000;

export const pythonToolFolder = (name: string): string => join(HOME, name);

/** From PyPI into a virtual environment of its own, once; a later bench finds it there. */
export async function installPythonTool(name: string, version: string): Promise<Installed> {
  const folder = pythonToolFolder(name);
  const mark = join(folder, `installed-${version}`);
  if (!existsSync(mark)) {
    const python = await findPython();
    await mkdir(HOME, { recursive: true });
    await run(python, ["-m", "venv", "--clear", folder]);
    const pip = [join(folder, "bin/pip"), "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`];
    await run("nice", ["-n", "19", ...pip], { timeout: LONG_MS });
    await writeFile(mark, "");
  }
  const { stdout } = await run("du", ["-sk", folder]);
  return { version, bytes: Number.parseInt(stdout, 10) * 1024 };
}

/** The first that runs: a version manager's stand-in on the search path may be there and not run. */
async function findPython(): Promise<string> {
  const managed = globSync(join(inheritedEnvironment.HOME ?? "", ".pyenv/versions/3.1[2-9]*/bin/python3"));
  for (const python of [...PYTHONS, ...managed]) {
    try {
      await run(python, ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 12))"]);
      return python;
    } catch (error) {
      process.stderr.write(`  ${python} is passed over: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  throw new Error("there is no Python of version 3.12 or later");
}
