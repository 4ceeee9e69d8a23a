import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const FOLDER = join(import.meta.dirname, "../../../../../.cache/venv-schemathesis");
const REQUIREMENTS = join(import.meta.dirname, "requirements.txt");
/** Written last, so that an environment whose making was interrupted is made again. */
const STAMP = join(FOLDER, "requirements.sha256");
const SYSTEM_CHECK = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

export type Schemathesis = { program: string } | { unavailable: string };

/** The test tool in a virtual environment of its own, made once under the repository's cache folder. */
export async function ensureSchemathesis(): Promise<Schemathesis> {
  const program = join(FOLDER, "bin", "st");
  const wanted = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  if ((await readFile(STAMP, "utf8").catch(() => null)) === wanted) return { program };
  if (!(await isDone("python3", ["-c", SYSTEM_CHECK]))) {
    return { unavailable: "no Python 3.10 with venv and pip on this machine; install python3-venv" };
  }
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(dirname(FOLDER), { recursive: true });
  await run("python3", ["-m", "venv", FOLDER]);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
  const problem = await run(join(FOLDER, "bin", "python"), pip).then(() => null, lastLine);
  if (problem !== null) return { unavailable: `pip cannot install schemathesis: ${problem}` };
  await writeFile(STAMP, wanted);
  return { program };
}

const isDone = (program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  );

const lastLine = (cause: unknown): string => String(cause).trim().split("\n").at(-1) ?? "";
