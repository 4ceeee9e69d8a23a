import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { listFiles } from "./check/list-files.ts";
import { findProgram, postgresFolders } from "./test/find-program.ts";
import { listDatabaseTests } from "./test/list-database-tests.ts";
import { runVitest } from "./test/run-vitest.ts";
import { addReports, closingLines, isGood, type TestReport } from "./test/test-report.ts";

const root = resolve(import.meta.dirname, "..");
const searchPath = process.env["PATH"] ?? "";
const isCi = process.env["CI"] === "true";
// Hundreds of tests start our programs: compiled once, each of them starts in half the processor time.
process.env["NODE_COMPILE_CACHE"] ??= join(root, ".cache/node-compile");
const databaseTests = listDatabaseTests(root, listFiles(root));

const announce = (title: string) => process.stdout.write(`\n== ${title}\n`);
const skipAll = (name: string, reason: string): TestReport => ({ passed: 0, failed: [], skipped: [{ name, reason }] });

function testOnPglite(): Promise<TestReport> {
  announce("All tests but the browser's, on PGlite");
  return runVitest({ root, project: "unit" });
}

async function testOnPostgres(): Promise<TestReport> {
  announce(`${databaseTests.length} test files that use a database, on PostgreSQL`);
  if (findProgram(["initdb"], searchPath, postgresFolders()) === null) {
    return skipAll(`${databaseTests.length} test files on PostgreSQL`, "no initdb on this machine; install postgresql");
  }
  const under = ["node", join(root, "packages/testkit/src/with-postgres.ts"), "--"];
  return runVitest({ root, project: "unit", files: databaseTests, under });
}

async function testInBrowser(): Promise<TestReport> {
  announce("The dashboard in Chromium");
  if (findProgram(["chromium", "chromium-browser", "google-chrome"], searchPath) === null) {
    return skipAll("the dashboard's browser tests", "no chromium on this machine; install chromium");
  }
  return testOnBuild("browser", "the dashboard's browser tests");
}

async function testDocuments(): Promise<TestReport> {
  announce("The commands of README and QUICKSTART");
  return testOnBuild("documents", "the tests of the documents");
}

/** Tests of a project that start the built dashboard. */
async function testOnBuild(project: "browser" | "documents", name: string): Promise<TestReport> {
  const build = spawnSync("node", [join(root, "scripts/build-web.ts")], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (build.status === 0) return runVitest({ root, project });
  return { passed: 0, failed: [{ name, reason: "the dashboard could not be built" }], skipped: [] };
}

/** Arguments choose phases: `pglite`, `postgres`, `browser`, `documents`; without any, all run. */
async function run(): Promise<TestReport> {
  const phases = { pglite: testOnPglite, postgres: testOnPostgres, browser: testInBrowser, documents: testDocuments };
  const asked = process.argv.slice(2);
  const reports: TestReport[] = [];
  for (const [name, phase] of Object.entries(phases)) {
    if (asked.length === 0 || asked.includes(name)) reports.push(await phase());
  }
  return addReports(reports);
}

const report = await run();
process.stdout.write(
  `\nTook ${(performance.now() / 60_000).toFixed(1)} minutes.\n${closingLines(report).join("\n")}\n`,
);
process.exitCode = isGood(report, isCi) ? 0 : 1;
