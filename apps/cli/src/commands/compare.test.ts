import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runProgram } from "../fixtures/run-program.ts";
import { testFolder } from "../fixtures/test-folder.ts";

const INVALID = {
  verdict: "invalid",
  reasons: [{ verdict: "invalid", code: "late_reads", sentence: "The loop turned late." }],
};

test("two loads on the built-in simulator are the same measurement at any port, and one that is invalid is told", async () => {
  const cwd = testFolder();
  const script = ["--header", 'x-simulate: {"ttft_ms":5,"gap_ms":1,"output_tokens":4}'];
  await runProgram(["run", "--url", "simulator", "--requests", "8", ...script, "--out", "a.ndjson"], { cwd });
  const [first = "", ...lines] = readFileSync(join(cwd, "a.ndjson"), "utf8").trim().split("\n");
  const [last = "", ...runs] = lines.toReversed();
  const elsewhere = { ...JSON.parse(first), url: "http://127.0.0.1:1/v1/chat/completions" };
  const ending = { ...JSON.parse(last), validity: INVALID };
  const copied = [elsewhere, ...runs.map((run) => JSON.parse(run)), ending].map((line) => JSON.stringify(line));
  writeFileSync(join(cwd, "b.ndjson"), copied.join("\n"));

  const { code, output } = await runProgram(["compare", "a.ndjson", "b.ndjson"], { cwd });

  expect(code).toBe(0);
  expect(output).toMatch(/^b\.ndjson is invalid, and so is what is said by it\. The loop turned late\.$/m);
  expect(output).not.toMatch(/differs/);
  expect(output).toMatch(/^success .* 0 points \(-\d\S* to \+\d\S*\) +8 and 8$/m);
});
