import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addReports, type TestReport } from "./test-report.ts";

type VitestRun = {
  root: string;
  /** Run beside each other, as far as the configuration lets them. */
  projects: readonly ("unit" | "browser" | "documents")[];
  /** Test files; all of the projects when empty. */
  files?: readonly string[];
  /** A program and its arguments that vitest is run under. */
  under?: readonly string[];
};

const LIMIT_MS = 20 * 60_000;
const failedAs = (name: string, reason: string): TestReport => ({
  passed: 0,
  failed: [{ name, reason }],
  skipped: [],
});

/** Runs tests with their output on ours, and returns what it found. A run that dies counts as one failure. */
export async function runVitest({ root, projects, files = [], under = [] }: VitestRun): Promise<TestReport> {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-tests-"));
  const outputFile = join(folder, "report.json");
  const reporter = join(root, "scripts/test/result-reporter.ts");
  const chosen = projects.map((project) => `--project=${project}`);
  const name = `the ${projects.join(" and ")} tests`;
  const vitest = ["vitest", "run", ...chosen, "--reporter=default", `--reporter=${reporter}`];
  const [program = "vitest", ...args] = [...under, ...vitest, `--outputFile=${outputFile}`, ...files];
  try {
    const exitCode = await new Promise<number | null>((ended, failed) => {
      const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], timeout: LIMIT_MS });
      child.once("error", failed);
      child.once("exit", ended);
    });
    const report = readReport(outputFile, name);
    if (exitCode === 0 || report.failed.length > 0) return report;
    return addReports([report, failedAs(name, `vitest ended with ${String(exitCode)}`)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(file: string, name: string): TestReport {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    return failedAs(name, `they ended without a report: ${String(cause)}`);
  }
}
