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

const TITLES = { browser: "The dashboard in Chromium", documents: "The commands of README and QUICKSTART" } as const;
type DashboardPhase = keyof typeof TITLES;

const announce = (title: string) => process.stdout.write(`\n== ${title}\n`);
const skipAll = (name: string, reason: string): TestReport => ({ passed: 0, failed: [], skipped: [{ name, reason }] });

function testOnPglite(): Promise<TestReport> {
  announce("All tests but the browser's, on PGlite");
  return runVitest({ root, projects: ["unit"] });
}

async function testOnPostgres(): Promise<TestReport> {
  announce(`${databaseTests.length} test files that use a database, on PostgreSQL`);
  if (findProgram(["initdb"], searchPath, postgresFolders()) === null) {
    return skipAll(`${databaseTests.length} test files on PostgreSQL`, "no initdb on this machine; install postgresql");
  }
  const under = ["node", join(root, "packages/testkit/src/with-postgres.ts"), "--"];
  return runVitest({ root, projects: ["unit"], files: databaseTests, under });
}

/** The tests that start the built dashboard. They mostly wait, and wait beside each other. */
async function testOnDashboard(phases: readonly DashboardPhase[]): Promise<TestReport> {
  const hasBrowser = findProgram(["chromium", "chromium-browser", "google-chrome"], searchPath) !== null;
  if (phases.includes("browser") && !hasBrowser) {
    const skipped = skipAll("the dashboard's browser tests", "no chromium on this machine; install chromium");
    return addReports([skipped, await testOnDashboard(phases.filter((phase) => phase !== "browser"))]);
  }
  if (phases.length === 0) return addReports([]);
  announce(phases.map((phase) => TITLES[phase]).join(", and "));
  const build = spawnSync("node", [join(root, "scripts/build-web.ts")], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (build.status === 0) return runVitest({ root, projects: phases });
  const failed = phases.map((phase) => ({ name: TITLES[phase], reason: "the dashboard could not be built" }));
  return { passed: 0, failed, skipped: [] };
}

/** Arguments choose phases: `pglite`, `postgres`, `browser`, `documents`; without any, all run. */
async function run(): Promise<TestReport> {
  const asked = process.argv.slice(2);
  const isAsked = (phase: string) => asked.length === 0 || asked.includes(phase);
  const reports: TestReport[] = [];
  if (isAsked("pglite")) reports.push(await testOnPglite());
  if (isAsked("postgres")) reports.push(await testOnPostgres());
  reports.push(await testOnDashboard((["browser", "documents"] as const).filter(isAsked)));
  return addReports(reports);
}

const report = await run();
process.stdout.write(
  `\nTook ${(performance.now() / 60_000).toFixed(1)} minutes.\n${closingLines(report).join("\n")}\n`,
);
process.exitCode = isGood(report, isCi) ? 0 : 1;
