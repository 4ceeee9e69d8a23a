import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue } from "@tfbench/contracts";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";
import { runCli } from "../run-cli.ts";

const SCRIPT = { ttft_ms: 1, gap_ms: 1, output_tokens: 30 };
const header = (script: object = {}): string => `x-simulate: ${JSON.stringify({ ...SCRIPT, ...script })}`;
/** A busy machine measures too, and says that it should not be believed. */
const MEASURED = [0, 13];
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function useSimulator(): ReturnType<typeof startSimulator> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return simulator;
}

function folder(files: Record<string, string | Buffer> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "tfbench-requests-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}
const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");
const measure = async (args: readonly string[], cwd?: string): Promise<ReportDocument> => {
  const { code, output, errors } = await runProgram(["--json", "run", ...args], cwd === undefined ? {} : { cwd });
  expect([errors, code]).toEqual([expect.any(String), expect.toBeOneOf(MEASURED)]);
  return documentOf(output);
};

const APIS: [api: string, path: string, flags: string[]][] = [
  ["chat completions", "/v1/chat/completions", []],
  ["completions", "/v1/completions", []],
  ["responses", "/v1/responses", []],
  ["messages", "/v1/messages", []],
  [
    "a service of its own kind",
    "/v1/completions",
    ["--provider", "http_sse", "--content-path", "$.choices[0].text", "--end-data", "[DONE]"],
  ],
];

test.each(APIS)("%s are measured by flags: the address says what is spoken", async (_api, path, flags) => {
  const simulator = await useSimulator();
  const own = flags.length > 0;

  const document = await measure([
    "--url",
    `${simulator.url}${path}`,
    "--model",
    "m",
    "--requests",
    "3",
    "--input-tokens",
    "40",
    "--max-tokens",
    "7",
    ...flags,
    "--header",
    header(),
  ]);

  const requests = simulator.llmRequests();
  expect(requests.map((request) => [request.path, request.is_streamed])).toEqual(
    Array.from({ length: 3 }, () => [path, true]),
  );
  for (const { prompt_tokens, output_tokens } of requests) {
    expect(prompt_tokens).toBeGreaterThanOrEqual(38);
    expect(prompt_tokens).toBeLessThanOrEqual(90);
    expect(output_tokens).toBe(7);
  }
  expect(document).toMatchObject({ attempted: 3, successes: 3 });
  expect(document.metrics["ttft_ms"]?.n).toBe(3);
  // Where the paths of its usage are not given, nobody counts its tokens.
  expect(document.metrics["output_tokens"]?.mean).toBe(own ? undefined : 7);
});

test.each(["chat/completions", "completions"])("%s go on to the exact length asked for", async (path) => {
  const simulator = await useSimulator();
  const document = await measure([
    "--url",
    `${simulator.url}/v1/${path}`,
    "--model",
    "m",
    "--requests",
    "2",
    "--output-tokens",
    "50",
    "--ignore-eos",
    "--header",
    header({ output_tokens: 3 }),
  ]);

  expect(document.metrics["output_tokens"]).toMatchObject({ min: 50, max: 50 });
});

test("a service of its own kind is measured as a scenario file says: body, places, ends, errors and usage", async () => {
  const simulator = await useSimulator();
  const cwd = folder({
    "own.yaml": `name: Own
target: { provider: http_sse, url: "${simulator.url}", headers: { x-simulate: '${JSON.stringify(SCRIPT)}' } }
request:
  model: m
  max_tokens: 9
  path: /v1/chat/completions
  body:
    model: "{{model}}"
    max_tokens: "{{max_tokens}}"
    messages: "{{messages}}"
    stream: true
    stream_options: { include_usage: true }
  stream:
    content: $.choices[0].delta.content
    terminal: { data: "[DONE]" }
    error: $.error
    usage: { input_tokens: $.usage.prompt_tokens, output_tokens: $.usage.completion_tokens }
prompts: { synthetic: { input_tokens: 20 } }
load: { kind: closed, runs: 3, concurrency: 1, start_spread_ms: 0 }
`,
  });

  const document = await measure(["own.yaml"], cwd);

  expect(document).toMatchObject({ successes: 3, subject: { provider: "http_sse" } });
  expect(document.metrics["output_tokens"]?.mean).toBe(9);
  expect(document.metrics["ttft_ms"]?.n).toBe(3);
});

test("the built-in simulator speaks whichever API is asked for", async () => {
  const document = await measure(["--url", "simulator", "--api", "messages", "--requests", "1", "--max-tokens", "3"]);

  expect(document).toMatchObject({
    successes: 1,
    subject: { provider: "anthropic", environment: { api: "messages" } },
  });
});

test.each(["chat/completions", "responses", "messages"])(
  "tools go along to %s, and the first piece of a call is the first token",
  async (path) => {
    const simulator = await useSimulator();
    const name = path === "chat/completions" ? { type: "function", function: { name: "find" } } : { name: "find" };

    const document = await measure([
      "--url",
      `${simulator.url}/v1/${path}`,
      "--model",
      "m",
      "--requests",
      "2",
      "--tools",
      JSON.stringify([name]),
      "--header",
      header({ ttft_ms: 30, text: "", output_tokens: undefined, tool_calls: 1 }),
    ]);

    expect(document).toMatchObject({ successes: 2 });
    expect(document.metrics["ttft_ms"]?.n).toBe(2);
    expect(document.metrics["ttft_ms"]?.min).toBeGreaterThanOrEqual(29);
  },
);

/** The program in this process: enough where nothing is measured. */
async function runHere(args: readonly string[]): Promise<{ code: number; output: string; errors: string }> {
  const texts = { output: "", errors: "" };
  const code = await runCli({
    argv: ["node", "tfbench", ...args],
    environment: {},
    output: { write: (text) => (texts.output += text) },
    errors: { write: (text) => (texts.errors += text) },
    onInterrupt: () => undefined,
  });
  return { code, ...texts };
}

/** A server that keeps the body it is sent and answers with one token. */
async function startListener(): Promise<{ url: string; bodies: JsonValue[] }> {
  const bodies: JsonValue[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      bodies.push(JSON.parse(Buffer.concat(pieces).toString("utf8")));
      response.setHeader("content-type", "text/event-stream");
      response.end('data: {"choices":[{"delta":{"content":"yes"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return { url: `http://127.0.0.1:${address.port}/v1/chat/completions`, bodies };
}
const IMAGE_PART = { type: "image_url", image_url: { url: `data:image/png;base64,${PNG.toString("base64")}` } };

test("an image goes with every prompt as a data URL, and records name it without holding it", async () => {
  const { url, bodies } = await startListener();
  const cwd = folder({ "dot.png": PNG });

  const document = await measure(["--url", url, "--requests", "2", "--image", "dot.png"], cwd);

  expect(document).toMatchObject({ successes: 2 });
  expect(document.subject.environment["prompts"]).toMatch(/with an image$/);
  for (const body of bodies) {
    expect(body).toMatchObject({ messages: [{ role: "user", content: [{ type: "text" }, IMAGE_PART] }] });
  }
});

test("a scenario file has messages before each prompt, with images by their paths beside the file", async () => {
  const { url, bodies } = await startListener();
  const cwd = folder({
    "dot.png": PNG,
    "prompts.jsonl":
      '{"messages":[{"role":"user","content":[{"type":"text","text":"And this?"},{"image":"dot.png"}]}]}\n',
    "s.yaml": `name: Images
target: { url: "${url}" }
request:
  model: m
  tools: [{ type: function, function: { name: find } }]
  messages:
    - { role: system, content: Be brief. }
    - { role: user, content: [{ type: text, text: Look. }, { image: dot.png }] }
prompts: { file: prompts.jsonl }
load: { kind: closed, runs: 1, concurrency: 1, start_spread_ms: 0 }
`,
  });

  const document = await measure([join(cwd, "s.yaml")]);

  expect(bodies).toEqual([
    {
      model: "m",
      stream: true,
      stream_options: { include_usage: true },
      tools: [{ type: "function", function: { name: "find" } }],
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Look." }, IMAGE_PART] },
        { role: "user", content: [{ type: "text", text: "And this?" }, IMAGE_PART] },
      ],
    },
  ]);
  expect(JSON.stringify(document.subject.request)).not.toContain(PNG.toString("base64"));
});

test.each<[string, string[], RegExp]>([
  [
    "an image that is not there",
    ["--image", "none.png"],
    /The image \S*none\.png cannot be read: there is no such file/,
  ],
  ["a file that is no image", ["--image", "text.png"], /The image \S*text\.png is no PNG, JPEG, GIF or WebP/],
  ["an image over the limit", ["--image", "large.png"], /The image \S*large\.png has 20\.0 MB; at most 20 MB/],
  ["tools that are no list", ["--tools", "{}"], /--tools is no JSON list/],
  ["a path into events that is none", ["--provider", "http_sse", "--content-path", "$.a[*]"], /stream/],
  ["a place that nothing fills", ["--provider", "http_sse", "--body", '{"q":"{{question}}"}'], /\{\{question\}\}/],
  ["paths for a provider that is known", ["--content-path", "$.text"], /--content-path: only with --provider http_sse/],
  ["an image for an API without them", ["--api", "completions", "--image", "dot.png"], /a part that is no text/],
])("%s is refused before anything is sent", async (_sentence, flags, sentence) => {
  const large = Buffer.alloc(20 * 1_048_576 + 1);
  PNG.copy(large);
  const cwd = folder({ "dot.png": PNG, "text.png": "hello", "large.png": large });

  const flagsHere = flags.map((flag) => (/^\w+\.png$/.test(flag) ? join(cwd, flag) : flag));
  const { code, errors, output } = await runHere([
    "run",
    "--url",
    "http://127.0.0.1:9/",
    "--requests",
    "1",
    ...flagsHere,
  ]);

  expect([code, output]).toEqual([2, ""]);
  expect(errors).toMatch(sentence);
  expect(errors).not.toMatch(/ {4}at /);
});
