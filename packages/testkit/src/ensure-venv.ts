import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "./with-lock.ts";

const run = promisify(execFile);
const CACHE = join(import.meta.dirname, "../../../.cache");

/** `requirements` pins packages, one a line; `python` is the oldest version they run on. */
export type VenvOrder = { name: string; requirements: string; python: "3.10" | "3.11" };
/** `bin` is the folder of the programs that the packages bring. */
export type Venv = { bin: string } | { unavailable: string };

/** A Python virtual environment with pinned packages, made once under the repository's cache folder. */
export function ensureVenv(order: VenvOrder): Promise<Venv> {
  const folder = join(CACHE, `venv-${order.name}`);
  return withLock(`${folder}.lock`, () => makeOnce(folder, order));
}

async function makeOnce(folder: string, { name, requirements, python }: VenvOrder): Promise<Venv> {
  const bin = join(folder, "bin");
  // Written last, so that an environment whose making was interrupted is made again.
  const stamp = join(folder, "requirements.txt");
  if ((await readFile(stamp, "utf8").catch(() => null)) === requirements) return { bin };
  const systemCheck = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${python.replace(".", ", ")}))`;
  if (!(await isDone("python3", ["-c", systemCheck])))
    return { unavailable: `no Python ${python} with venv and pip on this machine; install python3-venv` };
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  const unconfirmed = join(folder, "wanted.txt");
  await writeFile(unconfirmed, requirements);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", unconfirmed];
  const problem = await run(join(bin, "python"), pip).then(() => null, lastLine);
  if (problem !== null) return { unavailable: `pip cannot install ${name}: ${problem}` };
  await writeFile(stamp, requirements);
  return { bin };
}

const isDone = (program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  );

const lastLine = (cause: unknown): string => String(cause).trim().split("\n").at(-1) ?? "";
