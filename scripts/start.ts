import { join, resolve } from "node:path";
import { config as loadDotenv } from "dotenv";
import { ConfigError, hostInUrl, loadConfig, type ServerConfig } from "../apps/server/src/config.ts";
import { assertPortsFree } from "./start/assert-ports-free.ts";
import { buildDashboard } from "./start/build-dashboard.ts";
import { claimDataFolder } from "./start/claim-data-folder.ts";
import { startChild, type ChildOptions } from "./start/start-child.ts";

const root = resolve(import.meta.dirname, "..");

/** Garbage is collected in smaller steps: about 80 MB less in the server at rest. The engine's thread sets its own. */
const SMALL_NEW_SPACE = ["--max-semi-space-size=4"];
const isDevelopment = process.argv.includes("--dev");
// Node.js would report each import of a worker thread over that thread's own channel, where nobody expects it; watching
// by folder needs no such reports.
const WATCH_FLAGS = [
  "--watch-preserve-output",
  `--watch-path=${join(root, "packages")}`,
  `--watch-path=${join(root, "apps/server/src")}`,
  "--import=data:text/javascript,delete process.env.WATCH_REPORT_DEPENDENCIES",
];

function partsOf(config: ServerConfig): ChildOptions[] {
  const at = (port: number) => `http://${hostInUrl(config.host)}:${port}`;
  return [
    {
      name: "simulator",
      script: join(root, "packages/simulator/src/main.ts"),
      nodeFlags: SMALL_NEW_SPACE,
      readyUrl: `${at(config.simulatorPort)}/health`,
      isShown: isDevelopment,
    },
    {
      name: "server",
      script: join(root, "apps/server/src/main.ts"),
      args: ["all"],
      nodeFlags: [...SMALL_NEW_SPACE, ...(isDevelopment ? WATCH_FLAGS : [])],
      env: { TFBENCH_LOG_LEVEL: process.env["TFBENCH_LOG_LEVEL"] || (isDevelopment ? "info" : "warn") },
      readyUrl: `${at(config.port)}/health`,
      isShown: true,
    },
    {
      name: "dashboard",
      script: join(root, "apps/web/start.ts"),
      args: isDevelopment ? ["--dev"] : [],
      nodeFlags: ["--max-semi-space-size=2", "--optimize-for-size"],
      env: { NEXT_TELEMETRY_DISABLED: "1" },
      cwd: join(root, "apps/web"),
      readyUrl: `${at(config.webPort)}/ready`,
      isShown: isDevelopment,
    },
  ];
}

function printAddresses(config: ServerConfig, startedInMs: number): void {
  const at = (port: number) => `http://${hostInUrl(config.host)}:${port}`;
  const mode = config.mockMode
    ? "mock mode: runs go to the simulator, no key is needed"
    : "real service: runs cost money";
  process.stdout.write(
    [
      "",
      `  Dashboard   ${at(config.webPort)}`,
      `  API         ${at(config.port)}   reference at ${at(config.port)}/docs`,
      `  Simulator   ${at(config.simulatorPort)}`,
      `  Data        ${config.databaseUrl === null ? resolve(config.dataDir) : "PostgreSQL (DATABASE_URL)"}`,
      "",
      `  Ready after ${(startedInMs / 1000).toFixed(1)} s; ${mode}. Ctrl-C stops everything.`,
      "",
    ].join("\n"),
  );
}

/** Resolves at the first SIGINT or SIGTERM; later ones change nothing, since under npm a Ctrl-C arrives twice. */
function stopRequest(): Promise<"asked"> {
  return new Promise((stop) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop("asked"));
  });
}

/** What can be known to be wrong is told before anything is built or started. Returns the exit code. */
async function run(): Promise<number> {
  loadDotenv({ path: join(root, ".env"), quiet: true });
  const config = loadConfig(process.env);
  const folder = claimDataFolder(resolve(root, config.dataDir));
  try {
    await assertPortsFree(config.host, [
      { variable: "WEB_PORT", port: config.webPort },
      { variable: "PORT", port: config.port },
      { variable: "SIMULATOR_PORT", port: config.simulatorPort },
    ]);
    const asked = stopRequest();
    if (process.argv.includes("--build")) {
      const abort = new AbortController();
      const build = buildDashboard(abort.signal);
      const first = await Promise.race([build, asked]);
      abort.abort();
      if (first === "asked") return await build.then(() => 0);
      if (!first) return 1;
    }
    return await runParts(config, asked);
  } finally {
    folder.release();
  }
}

/** Starts all parts, waits for each to answer, and stops all of them when asked or when one ends by itself. Returns the exit code. */
async function runParts(config: ServerConfig, asked: Promise<"asked">): Promise<number> {
  process.stdout.write("Starting simulator, server and dashboard ...\n");
  const children = partsOf(config).map(startChild);
  const firstEnd = Promise.race(children.map((child) => child.ended.then((how) => ({ name: child.name, how }))));
  const ready = Promise.all(children.map((child) => child.ready)).then(() => "ready" as const);
  let first = await Promise.race([ready, asked, firstEnd]);
  if (first === "ready") {
    printAddresses(config, performance.now());
    first = await Promise.race([asked, firstEnd]);
  }
  process.stderr.write(
    first === "asked" ? "Stopping ...\n" : `The ${first.name} ended (${first.how}); stopping the other parts.\n`,
  );
  await Promise.all(children.map((child) => child.stop()));
  return first === "asked" ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (cause) {
  if (!(cause instanceof ConfigError)) throw cause;
  process.stderr.write(`${cause.message}\n`);
  process.exitCode = 2;
}
