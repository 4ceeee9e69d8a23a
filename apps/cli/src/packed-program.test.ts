import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { runProgram } from "./fixtures/run-program.ts";
import { VERSION } from "./version.ts";

const PACKAGE = resolve(import.meta.dirname, "..");
const MOST_INSTALLED_BYTES = 15 * 1024 * 1024;
/** The oldest Node.js the package promises to run on, where this machine has one beside ours. */
const OTHER_NODES = ["/usr/bin/node", "/usr/local/bin/node"].filter((path) => existsSync(path));

let installed = "";

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-packed-"));
  const [packed] = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: PACKAGE,
    encoding: "utf8",
  })
    .trim()
    .split("\n")
    .slice(-1);
  execFileSync("npm", ["init", "--yes"], { cwd: folder, stdio: "ignore" });
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", join(folder, packed ?? "")], {
    cwd: folder,
    stdio: "ignore",
  });
  installed = folder;
  return () => rmSync(folder, { recursive: true });
}, 120_000);

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

test("one packed file installs without a network into under 15 MB", () => {
  expect(sizeOf(join(installed, "node_modules"))).toBeLessThan(MOST_INSTALLED_BYTES);
  expect(readdirSync(join(installed, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["tfbench"]);
});

test.each([process.execPath, ...OTHER_NODES])(
  "the installed program measures the simulator in an empty folder, on %s",
  async (node) => {
    const cwd = mkdtempSync(join(tmpdir(), "tfbench-empty-"));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const program = join(installed, "node_modules/tfbench/bin/tfbench.js");
    const header = 'x-simulate: {"ttft_ms":5,"gap_ms":1,"output_tokens":5}';

    const { code, output, errors } = await runProgram(
      [
        "--json",
        "run",
        "--url",
        "simulator",
        "--model",
        "m",
        "--requests",
        "5",
        "--concurrency",
        "2",
        "--header",
        header,
      ],
      { cwd, node, program },
    );

    expect(errors).not.toMatch(/ {4}at /);
    expect([0, 13]).toContain(code);
    expect(JSON.parse(output)).toMatchObject({ kind: "report", successes: 5, tokens: { checked_runs: 5 } });
  },
);

test("the version it prints is the package's", () => {
  expect(JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"))).toMatchObject({ version: VERSION });
});
