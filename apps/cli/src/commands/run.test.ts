import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { testSimulator } from "../fixtures/test-simulator.ts";
import { runProgram, startProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const SCRIPT = { ttft_ms: 30, gap_ms: 5, output_tokens: 12 };
const script = (changes: object = {}): string => `x-simulate: ${JSON.stringify({ ...SCRIPT, ...changes })}`;

const runOn = (url: string): string[] => ["run", "--url", url, "--model", "m"];
/** A busy machine measures too, and says that it should not be believed. */
const MEASURED = [0, 13];
// The last line: Node may warn about its own features before.
const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");
const unusedPort = async (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

test("a closed load is measured, every run is in the report, and warm-up runs are in no figure", async () => {
  const { url, requests } = await testSimulator();

  const { code, output } = await runProgram([
    "--json",
    ...runOn(url),
    "--concurrency",
    "4",
    "--requests",
    "20",
    "--warmup",
    "4",
    "--header",
    script(),
  ]);

  const document = documentOf(output);
  expect(MEASURED).toContain(code);
  expect(requests()).toBe(24);
  expect(document).toMatchObject({
    kind: "report",
    runs: 20,
    attempted: 20,
    successes: 20,
    window: { warm_up_runs: 4 },
  });
  expect(document.metrics["ttft_ms"]?.n).toBe(20);
  expect(document.metrics["ttft_ms"]?.min).toBeGreaterThanOrEqual(29);
  expect(document.metrics["output_tokens"]?.mean).toBe(12);
  expect(document.throughput.system_output_tps).toBeGreaterThan(0);
});

test("an open load starts as many runs as are due, and its response counts from due", async () => {
  const { url, requests } = await testSimulator();

  const { output } = await runProgram([
    "--json",
    ...runOn(url),
    "--rate",
    "40",
    "--arrival",
    "constant",
    "--requests",
    "20",
    "--concurrency",
    "1",
    "--header",
    script(),
  ]);

  const document = documentOf(output);
  expect(requests()).toBe(20);
  // One at a time of 85 ms each, due every 25 ms: waiting is part of the response, and of nothing else.
  expect(document.metrics["response_ms"]?.mean).toBeGreaterThan(
    (document.metrics["total_duration_ms"]?.mean ?? 0) + 200,
  );
  expect(document.metrics["lag_ms"]?.max).toBeLessThan(document.metrics["slot_wait_ms"]?.max ?? 0);
});

test("the words of a report hold every figure with its interval, or how many runs it would take", async () => {
  const { url } = await testSimulator();

  const { output, code } = await runProgram([
    ...runOn(url),
    "--concurrency",
    "4",
    "--requests",
    "70",
    "--slo",
    "ttft_ms<1000",
    "--header",
    script(),
  ]);

  expect(MEASURED).toContain(code);
  expect(output).toMatch(/success {2}100 % \(9\d(\.\d)?-100\), 70 of 70/);
  expect(output).toMatch(/TTFT +ms +[\d.]+ +[\d.]+ \(.*?\) +[\d.]+ \(.*?\) +too few \(70 of 299\) +70/);
  expect(output).toMatch(/SLO ttft_ms<1000 {2}met by 100 %/);
  expect(output).toMatch(/^chunks {2}1\.\d+ tokens a chunk \(840 in 840\)$/m);
  expect(output).toMatch(/^(valid|suspect|invalid)$/m);
});

test("the record file gives the same report again, and the figures of other tools with the reasons they differ", async () => {
  const { url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");
  const { output } = await runProgram([
    "--json",
    ...runOn(url),
    "--concurrency",
    "2",
    "--requests",
    "10",
    "--out",
    file,
    "--header",
    // Long before the first token: in one read with it, they would differ in nothing on a busy machine.
    script({ role_first: "at_once" }),
  ]);

  const again = await runProgram(["--json", "report", file]);
  const vllm = await runProgram(["report", file, "--as", "vllm"]);

  const { metrics, rates, throughput } = documentOf(output);
  expect(documentOf(again.output)).toMatchObject({ metrics, rates, throughput });
  expect(vllm.output).toMatch(/10 successful runs as vllm would report them/);
  expect(vllm.output).toMatch(/ttft_ms: it takes the first chunk with choices for the first token/);
});

test("a record file that was cut in the middle of a line keeps the runs before the cut", async () => {
  const { url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");
  await runProgram([...runOn(url), "--concurrency", "2", "--requests", "10", "--out", file, "--header", script()]);
  const lines = readFileSync(file, "utf8").split("\n");
  truncateSync(file, lines.slice(0, 7).join("\n").length + 40);

  const { output, errors, code } = await runProgram(["--json", "report", file]);

  expect(MEASURED).toContain(code);
  expect(documentOf(output)).toMatchObject({ runs: 6, validity: { verdict: "suspect" } });
  expect(errors).toMatch(/ends in the middle of a line/);
});

test("the key goes to the target and into no output and no file", async () => {
  const { url } = await testSimulator();
  const file = join(testFolder(), "run.ndjson");

  const { output, errors } = await runProgram([
    "--json",
    ...runOn(url),
    "--requests",
    "3",
    "--api-key-env",
    "TFBENCH_TEST_KEY",
    "--out",
    file,
    "--header",
    script(),
  ]);

  expect(output + errors + readFileSync(file, "utf8")).not.toContain("secret-key-of-the-test");
});

test.each([
  ["refused", "connection_refused", 1],
  ["http_404", "model_not_found", 1],
  ["http_429", "rate_limit_exceeded", 1],
  ["http_500", "http_500", 1],
  ["html", "html_answer", 1],
  ["truncated", "truncated", 1],
])("a target that answers with %s gives the reason %s and the exit code %i", async (fault, reason, exitCode) => {
  const { url } = await testSimulator();
  const address = fault === "refused" ? `http://127.0.0.1:${await unusedPort()}/v1/chat/completions` : url;

  const { code, output } = await runProgram([
    "--json",
    ...runOn(address),
    "--requests",
    "3",
    "--header",
    script({ fault: { kind: fault } }),
  ]);

  expect(code).toBe(exitCode);
  expect(documentOf(output).by_reason).toEqual({ [reason]: 3 });
});

test("one interrupt lets the runs in flight end and prints the report; the exit code says that it was interrupted", async () => {
  const { url } = await testSimulator();
  const { child, ended } = startProgram([
    "--json",
    ...runOn(url),
    "--concurrency",
    "2",
    "--requests",
    "100000",
    "--header",
    script(),
  ]);
  await expect.poll(() => fetchRunning(url), { timeout: 20_000 }).toBeGreaterThan(0);

  child.kill("SIGINT");
  const { code, output } = await ended;

  expect(code).toBe(130);
  expect(documentOf(output).by_status.cancelled).toBe(0);
  expect(documentOf(output).successes).toBeGreaterThan(0);
});

/** Requests that the simulator is answering. */
async function fetchRunning(url: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", url))).text();
  return Number(/^vllm:num_requests_running\S* (\S+)/m.exec(text)?.[1] ?? 0);
}

test.each([
  [["run"], /Neither a scenario file nor --url/],
  [["run", "--url", "ftp://x", "--requests", "1"], /--url ftp:\/\/x is no http or https address/],
  [["run", "--url", "simulator"], /does not say when to stop/],
  [["run", "--url", "simulator", "--requests", "many"], /expected a whole number/],
  [["run", "--url", "simulator", "--requests", "1", "--slo", "fast"], /--slo: "fast" is no limit.*\n +Quote it for/],
  [["run", "--url", "simulator", "--requests", "1", "--header", "x"], /--header: "x" is no header.*\n +Quote it for/],
  [["run", "--url", "simulator", "--requests", "1", "--threshold", "fast"], /--threshold: .*\n +Quote it for/],
  [["run", "--url", "simulator", "--requests", "1", "--proxy", "foo"], /--proxy: "foo" is no http or https address/],
  [["run", "--url", "simulator", "--requests", "1", "--http2"], /The built-in simulator speaks HTTP\/1\.1 alone/],
  [
    ["run", "--url", "simulator", "--requests", "1", "--shared-prefix-tokens", "500"],
    /--shared-prefix-tokens 500 is more than the 128 tokens of a prompt/,
  ],
  [
    ["run", "--url", "simulator", "--requests", "1", "--tools", "@missing.json"],
    /The file of --tools missing\.json cannot be read: there is no such file\./,
  ],
  [["report", "."], /The record file \. cannot be read: it is a folder\./],
  [["run", "--url", "simulator", "--burst", "5/1s"], /--burst does not say when to stop/],
  [["run", "--url", "simulator", "--burst", "5", "--requests", "5"], /such as 20\/5s/],
  [["run", "--url", "simulator", "--stages", "5:1s", "--requests", "5"], /--stages say themselves when they end/],
  [["run", "--url", "simulator", "--stages", "5"], /such as 10:30s,50:1m/],
  [["run", "--url", "simulator", "--ramp", "1..5"], /--ramp takes a --duration/],
  [["run", "--url", "simulator", "--ramp", "1..5", "--rate", "3"], /--ramp and --rate cannot both say/],
  [["run", "--url", "simulator", "--requests", "1", "--ramp-curve", "linear"], /and --ramp is missing/],
  [["run", "--url", "simulator", "--requests", "1", "--extra-body", "{"], /--extra-body is no JSON object/],
  [
    ["run", "--url", "simulator", "--requests", "1", "--api-key-env", "NOT_SET_ANYWHERE"],
    /NOT_SET_ANYWHERE is not set/,
  ],
  [["run", "missing.yaml"], /scenario file missing\.yaml cannot be read/],
  [["report", "missing.ndjson"], /record file missing\.ndjson cannot be read: there is no such file/],
  [["run", "--url", "simulator", "--rate", "1e99", "--duration", "1s"], /up to 100000/],
  [["run", "--url", "simulator", "--requests", "1", "--timeout", "99999h"], /--timeout.*at most 1h/],
  [["run", "--url", "simulator", "--requests", "1", "--settle", "99999h"], /--settle.*at most 1h/],
  [["rum"], /unknown command 'rum'/],
])("%j is refused with the exit code 2 and one sentence that says why", async (args, sentence) => {
  const { code, errors, output } = await runProgram(args, { cwd: testFolder() });

  expect(code).toBe(2);
  expect(errors).toMatch(sentence);
  expect(errors).not.toMatch(/ {4}at /);
  expect(output).toBe("");
});

test("a refused option is one JSON document where JSON is asked for", async () => {
  const { code, output } = await runProgram(["--json", "run", "--url", "simulator", "--concurrency", "0"]);

  expect(code).toBe(2);
  expect(JSON.parse(output)).toMatchObject({
    kind: "error",
    message: expect.stringContaining("--concurrency"),
    exit_code: 2,
  });
});

test("a scenario file from init measures the built-in simulator and leaves nothing running", async () => {
  const cwd = testFolder();
  const first = await runProgram(["init"], { cwd });
  const file = join(cwd, "tfbench.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("runs: 100", "runs: 8"));

  const valid = await runProgram(["validate", "tfbench.yaml"], { cwd });
  const measured = await runProgram(["--json", "run", "tfbench.yaml"], { cwd });

  expect([first.code, valid.code]).toEqual([0, 0]);
  expect(MEASURED).toContain(measured.code);
  expect(valid.output).toMatch(
    /tfbench\.yaml is valid\.[\s\S]*closed, 8 at a time, 8 runs[\s\S]*first request: \{"model":"simulated"/,
  );
  expect(documentOf(measured.output)).toMatchObject({ runs: 8, subject: { origin: "simulated" } });
});

const EXAMPLES = join(import.meta.dirname, "../../../../examples");

test.each(readdirSync(EXAMPLES).filter((name) => name.endsWith(".yaml")))(
  "the example %s is valid as it stands",
  async (name) => {
    const { code, output } = await runProgram(["validate", join(EXAMPLES, name)]);

    expect(code).toBe(0);
    expect(output).toMatch(/is valid/);
  },
);

test.each([
  ["thresholds.yaml", "report"],
  ["sweep.yaml", "sweep"],
  ["search.yaml", "search"],
])(
  "the example %s measures as it stands",
  async (name, kind) => {
    const { code, output } = await runProgram(["--json", "run", join(EXAMPLES, name)]);

    // A busy machine may leave a threshold undecided or missed, or call its own measurement invalid.
    expect([0, 10, 11, 13]).toContain(code);
    expect(JSON.parse(output.trim().split("\n").at(-1) ?? "")).toMatchObject({ kind });
  },
  120_000,
);

test("a file and flags that both say what to measure are refused, naming the flags", async () => {
  const { code, errors } = await runProgram(["run", "x.yaml", "--requests", "5", "--start-spread", "0s"]);

  expect(code).toBe(2);
  expect(errors).toMatch(/--requests, --start-spread cannot both say what to measure/);
});
