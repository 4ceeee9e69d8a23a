import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { planFromFile } from "./plan-from-file.ts";
import { scenarioSchemaText } from "./scenario-schema-text.ts";

const PACKAGE = resolve(import.meta.dirname, "../..");
const GOOD = `name: Hello
target:
  provider: openai
  url: http://127.0.0.1:9/v1/chat/completions
request: { model: m }
prompts: { synthetic: { input_tokens: 10 } }
load: { kind: closed, runs: 5, concurrency: 2, start_spread_ms: 0 }
warm_up_runs: 3
slo: ["ttft_ms<300"]
`;

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-scenario-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "s.yaml");
  writeFileSync(file, text);
  return file;
}

test("a file becomes a plan with its defaults, and warm-up runs on top of the asked ones", () => {
  expect(planFromFile(fileOf(GOOD))).toMatchObject({
    name: "Hello",
    provider: "openai",
    load: { kind: "closed", runs: 8 },
    warmUpRuns: 3,
    seed: 1,
    threads: 1,
    connections: "reused",
    slo: [{ metric: "ttft_ms", limit: 300 }],
  });
});

test("every problem is told with its line and column", () => {
  const broken = GOOD.replace("concurrency: 2", "concurrency: 0")
    .replace("ttft_ms<300", "speed<3")
    .concat("colour: red\n");

  expect(() => planFromFile(fileOf(broken))).toThrow(
    /has 3 problems:[\s\S]*s\.yaml:7:\d+ {2}load\.concurrency [\s\S]*s\.yaml:9:\d+ {2}slo\.0 "speed" is no metric[\s\S]*s\.yaml:10:1 {2}colour is not a known field/,
  );
});

test("a file that is no YAML is told where it breaks", () => {
  expect(() => planFromFile(fileOf("name: [unclosed\nload: x"))).toThrow(/s\.yaml:\d+:\d+/);
});

test("the published JSON Schema is the one of this code (npm run schema:write writes it)", () => {
  const published: unknown = JSON.parse(readFileSync(join(PACKAGE, "scenario.schema.json"), "utf8"));

  expect(published).toEqual(JSON.parse(scenarioSchemaText()));
});

test.each([
  ["", /has a problem:\n {2}\S*s\.yaml:1:1 {2}is empty: a scenario begins with "name:"/],
  ["# nothing yet\n", /:1:1 {2}is empty/],
  ["- a\n- b\n", /:1:1 {2}is a list: a scenario begins with/],
  ["hello\n", /:1:1 {2}is but one value: a scenario begins with/],
])("a file that holds %j is told what to write", (text, sentence) => {
  expect(() => planFromFile(fileOf(text))).toThrow(sentence);
});

test("a shared beginning longer than the prompt is refused where it stands", () => {
  const shared = GOOD.replace("input_tokens: 10", "input_tokens: 10, shared_prefix_tokens: 11");

  expect(() => planFromFile(fileOf(shared))).toThrow(
    /:6:\d+ {2}prompts\.synthetic\.shared_prefix_tokens must be at most/,
  );
});
