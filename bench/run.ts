import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type as osType } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findProgram, postgresFolders } from "../scripts/test/find-program.ts";
import { measureEngineBias } from "./engine-bias.ts";
import { measureExport } from "./export.ts";
import { measureFinishedRuns } from "./finished-runs.ts";
import { measureFirstLoad } from "./first-load.ts";
import { measureMeasuring } from "./measuring.ts";
import { measureMeaning } from "./meaning.ts";
import { measureMemory } from "./memory.ts";
import { measurePeers } from "./peers/measure-peers.ts";
import { formatTable, formatToolTable } from "./print-table.ts";
import { measureReads } from "./reads.ts";
import type { Measure, Row, Subject } from "./row.ts";
import { measureRunPage } from "./run-page.ts";
import { measureStartUp } from "./start-up.ts";
import { measureTriggers } from "./triggers.ts";

const root = resolve(import.meta.dirname, "..");
const USAGE = `npm run bench -- [measure ...] [--database pglite|postgresql] [--rest-minutes 10]`;

const MEASURES: readonly Measure[] = [
  { name: "start-up", run: measureStartUp },
  { name: "triggers", run: measureTriggers },
  { name: "finished-runs", run: measureFinishedRuns },
  { name: "reads", run: measureReads },
  { name: "export", run: measureExport },
  { name: "first-load", run: measureFirstLoad },
  { name: "run-page", run: measureRunPage },
  { name: "engine-bias", run: measureEngineBias, isAlone: true },
  { name: "measuring", run: measureMeasuring, isAlone: true },
  { name: "meaning", run: measureMeaning, isAlone: true },
  { name: "peers", run: measurePeers, isAlone: true, isOnlyWhenNamed: true },
  { name: "memory", run: measureMemory },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: "string" },
    "rest-minutes": { type: "string", default: "1" },
    help: { type: "boolean" },
  },
});
const restMinutes = Number(values["rest-minutes"]);
const unknown = positionals.find((name) => !MEASURES.some((measure) => measure.name === name));
if (
  values.help ||
  unknown !== undefined ||
  !(restMinutes >= 0) ||
  !["pglite", "postgresql", undefined].includes(values.database)
) {
  process.stderr.write(`${USAGE}\nMeasures: ${MEASURES.map(({ name }) => name).join(", ")}\n`);
  process.exit(values.help ? 0 : 2);
}

const chosen = MEASURES.filter(({ name, isOnlyWhenNamed }) =>
  positionals.length === 0 ? isOnlyWhenNamed !== true : positionals.includes(name),
);
const isAlone = chosen.every((measure) => measure.isAlone);
const serverUrl = process.env["TEST_DATABASE_URL"] ?? null;
const wantsPostgres = values.database !== "pglite" && !isAlone;
const hasPostgres = findProgram(["initdb"], process.env["PATH"] ?? "", postgresFolders()) !== null;
if (wantsPostgres && serverUrl === null && hasPostgres) {
  // Once more, with a server of its own around it; that one prints the table.
  const withServer = [
    join(root, "packages/testkit/src/with-postgres.ts"),
    "--",
    process.execPath,
    import.meta.filename,
  ];
  const { status } = spawnSync(process.execPath, [...withServer, ...process.argv.slice(2)], { stdio: "inherit" });
  process.exit(status ?? 1);
}

const subjects: Subject[] = [];
if (isAlone || values.database !== "postgresql") subjects.push({ database: "PGlite", serverUrl: null, restMinutes });
if (wantsPostgres && serverUrl !== null) subjects.push({ database: "PostgreSQL", serverUrl, restMinutes });
if (wantsPostgres && serverUrl === null)
  process.stderr.write("PostgreSQL is left out: there is no initdb on this machine.\n");

if (!isAlone) {
  const build = spawnSync(process.execPath, [join(root, "scripts/build-web.ts")], { stdio: "inherit" });
  if (build.status !== 0) process.exit(1);
}
const [loadBefore = 0] = loadavg();
const rows: Row[] = [];
for (const measure of chosen) {
  for (const subject of subjects) {
    process.stderr.write(`${measure.name}, ${subject.database} ...\n`);
    rows.push(...(await measure.run(subject)));
  }
}
const hasPostgresRows = rows.some((row) => row.measure.includes("PostgreSQL"));
const [processor] = cpus();
const toolRows = rows.filter(({ tool }) => tool !== undefined);
const ownRows = rows.filter(({ tool }) => tool === undefined);
const tables = [
  ...(ownRows.length > 0 ? [`${formatTable(ownRows)}\nA ratio of 1 or more meets the aim.`] : []),
  ...(toolRows.length > 0 ? [formatToolTable(toolRows)] : []),
];
process.stdout.write(
  `\n${cpus().length} x ${processor?.model ?? "unknown processor"}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${osType()} ${release()}, Node.js ${process.version}, load before ${loadBefore.toFixed(1)}\n` +
    `${tables.join("\n\n")}${hasPostgresRows ? " PostgreSQL here is a server of the bench's own, without fsync." : ""}\n`,
);
