import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSimulator } from "@tfbench/simulator";
import { expect, test } from "vitest";
import { startServerProcess } from "../../apps/server/src/fixtures/server-process.ts";
import { goldenDocument } from "../../apps/server/src/api/openapi/golden-document.ts";
import { listFences } from "../documents/list-fences.ts";
import { runShell } from "../documents/fixtures/run-shell.ts";
import { listAnswers, writeCurlHome } from "../documents/fixtures/write-curl-home.ts";
import { MAKES_ROW, NEEDS_OWN_ROW, QUERIES } from "./calls.ts";
import { listOperations, OpenApi, successOf, type Operation } from "./open-api.ts";

const root = resolve(import.meta.dirname, "../..");
const operations = listOperations(OpenApi.parse(JSON.parse(goldenDocument())));
const fences = listFences(readFileSync(join(root, "docs/API.md"), "utf8"));
const SHOWN_PORT = 8000;

test("the table of examples names operations that exist", () => {
  const known = new Set(operations.map(({ operationId }) => operationId));
  const named = [...Object.values(MAKES_ROW), ...NEEDS_OWN_ROW, ...Object.keys(QUERIES)];

  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

/** Operations that remove sample rows are tried after those that need them. */
const takesAway = ({ operationId }: Operation): boolean => operationId.startsWith("remove");

/** What is wrong with how a call ended, and what to add where; null when it is what the document says. */
function faultOf(
  operation: Operation,
  told: { stderr: string; stdout: string; exitCode: number | null },
): string | null {
  const { status, content } = successOf(operation);
  const last = listAnswers(told.stderr).at(-1);
  const isKnownType = Object.keys(content).length === 0 || Object.hasOwn(content, last?.type ?? "");
  if (told.exitCode === 0 && last?.status === status && isKnownType) return null;
  return [
    `The curl of ${operation.operationId} in docs/API.md ended with ${String(told.exitCode)} and answered ${last?.status ?? "nothing"} ${last?.type ?? ""}`,
    `where the OpenAPI document says ${status} ${Object.keys(content).join(" or ")}: ${told.stdout.slice(0, 500)}`,
    `Give its describe({ ... }) an \`example\` body that works on a fresh server; or, in scripts/api-document/calls.ts, add it`,
    `to NEEDS_OWN_ROW (sample row 1 will not do) or to QUERIES (it needs a query). Then: npm run openapi:write`,
  ].join("\n");
}

test("every call of docs/API.md works on a fresh server and answers what the OpenAPI document says", async ({
  onTestFinished,
}) => {
  const data_dir = mkdtempSync(join(tmpdir(), "tfbench-calls-"));
  onTestFinished(() => rmSync(data_dir, { recursive: true }));
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const database = { database_url: null, data_dir };
  const server = await startServerProcess({ role: "all", database, simulatorPort: simulator.port });
  onTestFinished(() => server.stop());
  const curl = writeCurlHome({ [SHOWN_PORT]: Number(new URL(server.url).port) });
  onTestFinished(curl.remove);
  const preamble = fences.find(({ heading }) => heading === "How to call it")?.text ?? "";

  const faults: (string | null)[] = [];
  const inOrder = operations.toSorted((a, b) => Number(takesAway(a)) - Number(takesAway(b)));
  for (const operation of inOrder) {
    const text = fences.find(({ heading }) => heading === operation.operationId)?.text;
    if (text === undefined) faults.push(`docs/API.md has no call of ${operation.operationId}: npm run openapi:write`);
    else
      faults.push(faultOf(operation, await runShell({ text: `${preamble}\n${text}`, cwd: data_dir, env: curl.env })));
  }

  expect(faults.filter((fault) => fault !== null)).toEqual([]);
}, 240_000);
