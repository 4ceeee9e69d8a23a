import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { JsonObject } from "@tfbench/contracts";
import { mulberry32 } from "@tfbench/stats";
import { runProgram } from "../fixtures/run-program.ts";
import { testFolder } from "../fixtures/test-folder.ts";

const INVALID = {
  verdict: "invalid",
  reasons: [{ verdict: "invalid", code: "late_reads", sentence: "The loop turned late." }],
};

const SCRIPT = ["--header", 'x-simulate: {"ttft_ms":5,"gap_ms":1,"output_tokens":4}'];
let lines: JsonObject[] = [];

beforeAll(async () => {
  const cwd = mkdtempSync(join(tmpdir(), "tfbench-test-"));
  const load = ["--requests", "80", "--concurrency", "8", ...SCRIPT];
  await runProgram(["run", "--url", "simulator", ...load, "--out", "a.ndjson"], { cwd });
  lines = readFileSync(join(cwd, "a.ndjson"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  rmSync(cwd, { recursive: true });
});

/** A record file of the same load whose runs all took `factor` of 100 ms, each with some noise of its own. */
function writeLoad(file: string, factor: number, seed: number): string {
  const random = mulberry32(seed);
  const drawn = lines.map((line) => {
    if (line["kind"] === "end") return { ...line, validity: { verdict: "valid", reasons: [] } };
    if (line["kind"] !== "run") return line;
    const tookMs = 100 * factor * Math.exp(0.05 * (random() - 0.5));
    const times = Object.keys(line).filter((name) => name.endsWith("_ms") && typeof line[name] === "number");
    return { ...line, ...Object.fromEntries(times.map((name) => [name, tookMs])) };
  });
  writeFileSync(file, drawn.map((line) => JSON.stringify(line)).join("\n"));
  return file;
}

const compareJson = async (...args: string[]) => {
  const { code, output, errors } = await runProgram(["compare", ...args, "--json"]);
  return { code, errors, ...(output === "" ? {} : JSON.parse(output)) };
};

test("a load that is worse than one before is no regression as long as nobody knows how much such loads differ", async () => {
  const cwd = testFolder();
  const [a, b] = [writeLoad(join(cwd, "a.ndjson"), 1, 1), writeLoad(join(cwd, "b.ndjson"), 1.3, 2)];

  const compared = await compareJson(a, b);

  expect(compared).toMatchObject({
    code: 11,
    gate: "unproven",
    metrics: { total_duration_ms: { verdict: "worse", batch_sd: null } },
  });
  expect(compared.note).toMatch(/is not known: what is worse here may be no regression/);
});

test("with earlier loads that hardly differed it is a regression, and with such as differed by as much it is none", async () => {
  const cwd = testFolder();
  const [a, b] = [writeLoad(join(cwd, "a.ndjson"), 1, 1), writeLoad(join(cwd, "b.ndjson"), 1.3, 2)];
  const earlier = (name: string, step: number) =>
    Array.from({ length: 12 }, (_, index) =>
      writeLoad(join(cwd, `${name}${index}.ndjson`), 1 + step * (index % 3), 10 + index),
    );

  const calm = await compareJson(a, b, "--history", ...earlier("calm", 0.002));
  const restless = await compareJson(a, b, "--history", ...earlier("restless", 0.3));

  expect(calm).toMatchObject({ code: 10, gate: "regressed", metrics: { total_duration_ms: { verdict: "worse" } } });
  expect(restless).toMatchObject({ code: 0, gate: "passed", metrics: { total_duration_ms: { verdict: "too_few" } } });
  expect(restless.metrics.total_duration_ms.batch_sd).toBeGreaterThan(0.15);
});

test("too few earlier loads, and loads of another kind, are refused with what is wrong and which file", async () => {
  const cwd = testFolder();
  const [a, b] = [writeLoad(join(cwd, "a.ndjson"), 1, 1), writeLoad(join(cwd, "b.ndjson"), 1, 2)];
  await runProgram(["run", "--url", "simulator", "--requests", "2", ...SCRIPT, "--out", "other.ndjson"], { cwd });

  const few = await runProgram(["compare", a, b, "--history", a, b], { cwd });
  const other = await runProgram(["compare", a, b, "--history", "other.ndjson"], { cwd });

  expect(few).toMatchObject({ code: 2, errors: expect.stringContaining("--history has 2 valid of 2 loads") });
  expect(other).toMatchObject({
    code: 2,
    errors: expect.stringContaining("other.ndjson is no earlier load of the same kind: load differs"),
  });
});

test("two loads on the built-in simulator are the same measurement at any port, and one that is invalid is told", async () => {
  const cwd = testFolder();
  await runProgram(["run", "--url", "simulator", "--requests", "8", ...SCRIPT, "--out", "a.ndjson"], { cwd });
  const [first = "", ...lines] = readFileSync(join(cwd, "a.ndjson"), "utf8").trim().split("\n");
  const [last = "", ...runs] = lines.toReversed();
  const elsewhere = { ...JSON.parse(first), url: "http://127.0.0.1:1/v1/chat/completions" };
  const ending = { ...JSON.parse(last), validity: INVALID };
  const copied = [elsewhere, ...runs.map((run) => JSON.parse(run)), ending].map((line) => JSON.stringify(line));
  writeFileSync(join(cwd, "b.ndjson"), copied.join("\n"));

  const { code, output } = await runProgram(["compare", "a.ndjson", "b.ndjson"], { cwd });

  expect(code).toBe(13);
  expect(output).toMatch(/^b\.ndjson is invalid, and so is what is said by it\. The loop turned late\.$/m);
  expect(output).not.toMatch(/differs/);
  expect(output).toMatch(/^success .* 0 points \(-\d\S* to \+\d\S*\) +8 and 8$/m);
});

test("the record file that is missing is called by what it is", async () => {
  const { code, errors } = await runProgram(["compare", "before.ndjson"]);

  expect(code).toBe(2);
  expect(errors).toContain("error: missing required argument 'after'");
});
