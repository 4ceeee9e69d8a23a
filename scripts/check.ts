import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { findRuleProblems } from "./check/find-rule-problems.ts";

const root = resolve(import.meta.dirname, "..");
const AT_ONCE = 2;

type Outcome = { isFine: boolean; output: string };
type Step = { name: string; run: () => Promise<Outcome> };

const command = (name: string, ...words: string[]): Step => ({ name, run: () => runCommand(words) });

/** Runs a program of node_modules/.bin from the root; npm and make put that folder on the path. */
function runCommand([program = "", ...args]: string[]): Promise<Outcome> {
  return new Promise((finish, fail) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("error", fail);
    child.once("close", (code) => finish({ isFine: code === 0, output }));
  });
}

async function checkRules(): Promise<Outcome> {
  const problems = await findRuleProblems(root);
  const lines = problems.map(({ file, line, message }) => `${file}${line > 0 ? `:${line}` : ""}: ${message}\n`);
  return { isFine: problems.length === 0, output: lines.join("") };
}

async function checkWebTypes(): Promise<Outcome> {
  const routes = await runCommand(["next", "typegen", "apps/web"]);
  if (!routes.isFine) return routes;
  return runCommand(["tsc", "--project", "apps/web", "--noEmit", "--pretty"]);
}

// The slow ones first: the last to start decides how long the whole takes.
const STEPS: readonly Step[] = [
  command("types", "tsc", "--incremental", "--tsBuildInfoFile", ".cache/check.tsbuildinfo", "--pretty"),
  { name: "types of the dashboard", run: checkWebTypes },
  command("promises", "node", "scripts/check/print-floating-promises.ts"),
  command("dead code", "knip", "--no-progress"),
  { name: "imports, names, documents, migrations, dependencies", run: checkRules },
  command("lint", "oxlint"),
  command("format", "oxfmt", "--check"),
];

/** Runs every step, prints each as it ends, and returns how many failed. */
async function runSteps(): Promise<number> {
  let failed = 0;
  const waiting = [...STEPS];
  const takeNext = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const startedMs = performance.now();
      const { isFine, output } = await step.run();
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      process.stdout.write(
        `${isFine ? "ok    " : "FAILED"} ${step.name} (${seconds} s)\n${isFine ? "" : `${output}\n`}`,
      );
      if (!isFine) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeNext));
  return failed;
}

mkdirSync(resolve(root, ".cache"), { recursive: true });
const failed = await runSteps();
process.stdout.write(
  `${STEPS.length - failed} of ${STEPS.length} checks passed in ${(performance.now() / 1000).toFixed(0)} s\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
