import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerBooks } from "@tfbench/contracts";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { runProgram, startProgram } from "../fixtures/run-program.ts";

const SCRIPT = { ttft_ms: 30, gap_ms: 5, output_tokens: 12, prompt_tokens: 40 };

async function simulatorUrl(): Promise<string> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return `${simulator.url}/v1/chat/completions`;
}

const loadOn = (url: string, script: object = {}): string[] => [
  ...["--json", "run", "--url", url, "--model", "m", "--concurrency", "4", "--requests", "16", "--warmup", "4"],
  ...["--header", `x-simulate: ${JSON.stringify({ ...SCRIPT, ...script })}`, "--server-metrics", "/metrics"],
];
const documentOf = (output: string): { server_books: ServerBooks; notes: string[] } =>
  JSON.parse(output.trim().split("\n").at(-1) ?? "");
const figure = ({ figures }: ServerBooks, name: string) => figures.find((one) => one.name === name);

test("the server's counts of exactly this load stand beside ours, and the record file gives them again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-books-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "run.ndjson");
  const url = await simulatorUrl();
  await runProgram(loadOn(url));

  const measured = await runProgram([...loadOn(url), "--out", file]);
  const again = await runProgram(["--json", "report", file]);
  const words = await runProgram(["report", file]);

  const { server_books: books, notes } = documentOf(measured.output);
  expect(books).toMatchObject({ server: "vllm", url: new URL("/metrics", url).href });
  expect(["agree", "differ"]).toContain(books.verdict);
  // 16 runs and the 4 of the warm-up; what the load before left in the counters is not ours.
  expect(figure(books, "requests")).toMatchObject({ server: 20, ours: 20, difference: 0 });
  expect(figure(books, "prompt_tokens")).toMatchObject({ server: 800, ours: 800, difference: 0 });
  expect(figure(books, "generation_tokens")).toMatchObject({ server: 240, ours: 240, difference: 0 });
  const ttft = figure(books, "ttft_ms");
  expect(ttft?.server).toBeGreaterThanOrEqual(30);
  expect(ttft?.ours).toBeGreaterThan(ttft?.server ?? Infinity);
  expect(figure(books, "inter_token_ms")).toMatchObject({ source: "inter_token_latency_seconds" });
  expect(figure(books, "e2e_ms")?.server).toBeGreaterThanOrEqual(30 + 11 * 5);
  expect(notes).toEqual(expect.arrayContaining(books.sentences));
  expect(documentOf(again.output).server_books).toEqual(books);
  expect(words.output).toMatch(/generated tokens +240 +240 +0 % +generation_tokens_total/);
});

test("a scenario file asks for the server's books as the flag does, and the flag goes before it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-books-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const url = await simulatorUrl();
  const file = join(folder, "s.yaml");
  const target = { url, server_metrics: "/metrics", headers: { "x-simulate": JSON.stringify(SCRIPT) } };
  const load = { kind: "closed", runs: 4, concurrency: 1, start_spread_ms: 0 };
  const prompts = { synthetic: { input_tokens: 10 } };
  writeFileSync(file, JSON.stringify({ name: "Books", target, request: { model: "m" }, prompts, load }));

  const measured = await runProgram(["--json", "run", file]);
  const misled = await runProgram(["--json", "run", file, "--server-metrics", "/nothing-here"]);

  const { server_books: books } = documentOf(measured.output);
  expect(figure(books, "requests")).toMatchObject({ server: 4, ours: 4 });
  expect(misled.code).toBe(2);
});

test("a figure over 5 % off is a warning that names the figure, the direction and the size", async () => {
  const url = await simulatorUrl();

  const { output } = await runProgram(loadOn(url, { hidden_tokens: 12 }));

  const { server_books: books, notes } = documentOf(output);
  expect(books.verdict).toBe("differ");
  expect(figure(books, "generation_tokens")).toMatchObject({ server: 240, ours: 480, difference: 1 });
  expect(notes).toContain("Two books: our generated tokens is 100 % above the server's own.");
});

test("where others used the server too, the books are not attributable and nothing is warned of", async () => {
  const url = await simulatorUrl();
  const { ended } = startProgram(loadOn(url, { ttft_ms: 200, hidden_tokens: 12 }));
  await expect.poll(() => runningAt(url), { timeout: 20_000 }).toBeGreaterThan(0);

  const content = 'x [[simulate {"ttft_ms":0,"output_tokens":1}]]';
  const body = JSON.stringify({ model: "m", messages: [{ role: "user", content }] });
  await (await fetch(url, { method: "POST", body })).text();
  const { output } = await ended;

  const { server_books: books } = documentOf(output);
  expect(books.verdict).toBe("not_attributable");
  expect(books.sentences).toEqual([
    expect.stringContaining("the server counted 21 requests between begin and end and ours were 20"),
  ]);
});

async function runningAt(url: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  return Number(/^vllm:num_requests_running\S* (\S+)/m.exec(text)?.[1] ?? 0);
}

test.each([
  ["/nothing-here", /metrics at http:\S+nothing-here cannot be read: it answers with status 404/],
  ["/v1/models", /cannot be read: line 1 is no Prometheus metric/],
  ["ftp://127.0.0.1/metrics", /metrics, ftp:\S+, is no http or https address/],
])("metrics at %s stop the load before anything is sent, with the exit code 2", async (address, sentence) => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const args = loadOn(`${simulator.url}/v1/chat/completions`).filter((arg) => arg !== "--json");

  const { code, errors } = await runProgram([...args.slice(0, -1), address]);

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
  expect(simulator.llmRequests()).toEqual([]);
});
