import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const script = resolve(import.meta.dirname, "install.sh");
const TOOLS = ["cmp", "cp", "dirname", "mkdir"];

/** A clone with nothing installed, and a search path that has only these programs and a few of the system's. */
function makeClone(programs: Record<string, string>): {
  root: string;
  install: () => { output: string; exitCode: number | null };
} {
  const root = mkdtempSync(join(tmpdir(), "tfbench-install-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const bin = join(root, "bin");
  for (const folder of [bin, join(root, "scripts")]) mkdirSync(folder);
  copyFileSync(script, join(root, "scripts/install.sh"));
  writeFileSync(join(root, "package-lock.json"), "{}");
  for (const tool of TOOLS)
    symlinkSync(["/usr/bin", "/bin"].map((folder) => join(folder, tool)).find(existsSync) ?? tool, join(bin, tool));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const install = () => {
    const { stdout, stderr, status } = spawnSync("/bin/sh", [join(root, "scripts/install.sh")], {
      encoding: "utf8",
      env: { PATH: bin },
    });
    return { output: stdout + stderr, exitCode: status };
  };
  return { root, install };
}

const NPM =
  'echo "npm $1"; mkdir -p node_modules/.bin; echo > node_modules/.package-lock.json; cp bin/node node_modules/.bin/node';

test.each([
  ["Node.js is not there", { npm: NPM }, "Node.js is missing: install version 20 or newer from https://nodejs.org.\n"],
  [
    "Node.js is too old",
    { node: "echo v18.20.4", npm: NPM },
    "Node.js v18.20.4 is too old: version 20 or newer is needed.\n",
  ],
  ["npm is not there", { node: "echo v20.0.0" }, "npm is missing: install it beside Node.js.\n"],
])("when %s, one sentence says so", (_case, programs: Record<string, string>, sentence) => {
  const { install } = makeClone(programs);

  expect(install()).toEqual({ output: sentence, exitCode: 1 });
});

test("a fresh clone is installed once, and again when the lock file changes", () => {
  const { root, install } = makeClone({ node: "echo v20.11.0", npm: NPM });

  expect(install().output).toContain("npm ci");
  expect(install()).toEqual({ output: "", exitCode: 0 });
  writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
  expect(install().output).toContain("npm ci");
  expect(readFileSync(join(root, ".cache/installed-package-lock.json"), "utf8")).toBe('{"changed":true}');
});

test("what npm itself has installed is not installed again", () => {
  const { root, install } = makeClone({ node: "echo v20.11.0", npm: NPM });
  mkdirSync(join(root, "node_modules/.bin"), { recursive: true });
  copyFileSync(join(root, "bin/node"), join(root, "node_modules/.bin/node"));
  writeFileSync(join(root, "node_modules/.package-lock.json"), "{}");
  utimesSync(join(root, "package-lock.json"), 1_000, 1_000);

  expect(install()).toEqual({ output: "", exitCode: 0 });
});
