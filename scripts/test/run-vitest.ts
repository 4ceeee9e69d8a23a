import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addReports, type TestReport } from "./test-report.ts";

type VitestRun = {
  root: string;
  project: "unit" | "browser" | "documents";
  /** Test files; all of the project when empty. */
  files?: readonly string[];
  /** A program and its arguments that vitest is run under. */
  under?: readonly string[];
};

const LIMIT_MS = 20 * 60_000;
const failedAs = (project: string, reason: string): TestReport => ({
  passed: 0,
  failed: [{ name: `the ${project} tests`, reason }],
  skipped: [],
});

/** Runs one project with its output on ours, and returns what it found. A run that dies counts as one failure. */
export async function runVitest({ root, project, files = [], under = [] }: VitestRun): Promise<TestReport> {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-tests-"));
  const outputFile = join(folder, "report.json");
  const reporter = join(root, "scripts/test/result-reporter.ts");
  const vitest = ["vitest", "run", "--project", project, "--reporter=default", `--reporter=${reporter}`];
  const [program = "vitest", ...args] = [...under, ...vitest, `--outputFile=${outputFile}`, ...files];
  try {
    const exitCode = await new Promise<number | null>((ended, failed) => {
      const child = spawn(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], timeout: LIMIT_MS });
      child.once("error", failed);
      child.once("exit", ended);
    });
    const report = readReport(outputFile, project);
    if (exitCode === 0 || report.failed.length > 0) return report;
    return addReports([report, failedAs(project, `vitest ended with ${String(exitCode)}`)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readReport(file: string, project: string): TestReport {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    return failedAs(project, `they ended without a report: ${String(cause)}`);
  }
}
