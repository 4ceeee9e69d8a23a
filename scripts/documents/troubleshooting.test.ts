import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { EXIT_CODE } from "../../apps/cli/src/exit-code.ts";
import { STATUS } from "../../apps/server/src/api/problem.ts";
import { BatchStatus, Goal, RunStatus } from "../../packages/contracts/src/index.ts";
import { listFiles } from "../check/list-files.ts";
import { parseSource } from "../check/source-file.ts";
import { listReasonCodes } from "./list-reason-codes.ts";
import { listRefusals } from "./list-refusals.ts";
import { listValidityCodes } from "./list-validity-codes.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/TROUBLESHOOTING.md");
const sources = listFiles(root).filter(
  (path) => path.endsWith(".ts") && !/\.test\.ts$|\/fixtures\/|^bench\//.test(path),
);

/** The part of the page under a heading of the second level. */
const sectionOf = (heading: string) => page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
const lacking = (section: string, codes: readonly string[]) =>
  [...new Set(codes)].filter((code) => !section.includes(`\`${code}\``)).sort();

test("every error code has its row, with the status it is answered with", () => {
  const section = sectionOf("Error codes of the API");
  const rows = Object.entries(STATUS).map(([code, status]) => `| \`${code}\` | ${status} |`);

  expect(rows.filter((row) => !section.includes(row))).toEqual([]);
});

test("every status of a run has its row; every goal and every status of a batch is named", () => {
  const section = sectionOf("Statuses of runs");

  expect(RunStatus.options.filter((status) => !section.includes(`\n| \`${status}\` |`))).toEqual([]);
  expect(lacking(section, [...Goal.options, ...BatchStatus.options])).toEqual([]);
});

test("every reason code that a source can give is explained", () => {
  const giving = sources.filter((path) => /^(packages\/(engine|providers|services)|apps\/server)\//.test(path));
  const codes = giving.flatMap((path) => listReasonCodes(read(path)));

  expect(codes.length).toBeGreaterThan(60);
  expect(lacking(sectionOf("Reason codes"), codes)).toEqual([]);
});

test("every code that makes a measurement suspect or invalid is explained", () => {
  const codes = sources.flatMap((path) => listValidityCodes(read(path)));

  expect(codes.length).toBeGreaterThan(10);
  expect(lacking(sectionOf("Validity of a measurement"), codes)).toEqual([]);
});

test("every exit code of the command line has its row, here and on its own page", () => {
  const codes = Object.values(EXIT_CODE).map(String);

  expect(lacking(sectionOf("Exit codes of the command line"), codes)).toEqual([]);
  expect(codes.filter((code) => !read("docs/CLI.md").includes(`\n| ${code} | `))).toEqual([]);
});

test("every sentence that can end a start is explained", () => {
  const section = sectionOf("Start-up").replaceAll(/\s+/g, " ");
  const refusals = sources.flatMap((path) =>
    listRefusals(parseSource(path, read(path)), { everyError: path === "apps/web/config.ts" }),
  );
  const shell = [...read("scripts/install.sh").matchAll(/echo "([^"]+)" >&2/g)].map(([, sentence = ""]) => ({
    path: "scripts/install.sh",
    pieces: sentence.split("$version"),
  }));

  const unexplained = [...refusals, ...shell].filter(({ pieces }) =>
    pieces.some((piece) => !section.includes(piece.replaceAll(/\s+/g, " ").trim())),
  );
  expect(refusals.length).toBeGreaterThan(15);
  expect(unexplained).toEqual([]);
});
