import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import type { RecordFileRun } from "@tfbench/contracts";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { testFolder } from "../fixtures/test-folder.ts";
import { runProgram } from "../fixtures/run-program.ts";
import type { Ended } from "../fixtures/run-program.ts";

const PATH = "/v1/chat/completions";
const SSE_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
const TOKEN = 'data: {"choices":[{"delta":{"content":"a"}}]}\n\n';
const LAST = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const ANSWER = `${SSE_HEAD}${chunk(TOKEN)}${chunk(TOKEN)}${chunk(LAST)}0\r\n\r\n`;
const runOn = (url: string): string[] => ["run", "--url", url, "--model", "m"];
const MB = 1_048_576;
/** Node.js with the program in it takes 150 to 250 MB before anything comes. */
const BOUNDED_MB = 700;

async function simulatorUrl(): Promise<string> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return `${simulator.url}${PATH}`;
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return address.port;
}

/** A server that answers the nth request, counted from 0, as it is told. */
async function startServer(answer: (socket: Socket, index: number) => void): Promise<string> {
  let requests = 0;
  const server = createServer((socket) => {
    socket.on("data", (bytes) => {
      if (bytes.toString("latin1").startsWith("POST ")) answer(socket, requests++);
    });
  });
  return `http://127.0.0.1:${await listen(server)}${PATH}`;
}

type Options = Parameters<typeof runProgram>[1];
type Measured = Ended & { runs: RecordFileRun[]; mostMb: number };

/** Runs the program with a record file; `mostMb` is the most memory it ever had. */
async function measure(args: readonly string[], options: Options = {}): Promise<Measured> {
  const place = testFolder();
  const [out, memory] = [join(place, "run.ndjson"), join(place, "memory")];
  const watcher = `import { writeFileSync } from "node:fs"; process.on("exit", () => writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS)));`;
  const nodeArgs = ["--import", `data:text/javascript,${encodeURIComponent(watcher)}`, ...(options.nodeArgs ?? [])];
  const ended = await runProgram(["--json", "run", "--out", out, ...args], { ...options, nodeArgs });
  expect(ended.errors).not.toMatch(/fault of its own|Unhandled|^ {4}at /m);
  return { ...ended, runs: runsOf(out), mostMb: Number(readFileSync(memory, "utf8")) / 1024 };
}

const runsOf = (file: string): RecordFileRun[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith('{"kind":"run"'))
    .flatMap((line): RecordFileRun[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        // The last line of a file that was cut.
        return [];
      }
    })
    .toSorted((a, b) => a.index - b.index);

const SCRIPT = { ttft_ms: 5, gap_ms: 5, output_tokens: 6 };
const FAULTS: [
  fault: object | null,
  status: string,
  phase: string | null,
  reason: string | null,
  hint: RegExp | null,
][] = [
  [null, "completed", null, null, null],
  [{ kind: "http_401" }, "infra_error", "headers", "unauthorized", /Check the key/],
  [{ kind: "http_404" }, "infra_error", "headers", "model_not_found", /Check the model's name/],
  [{ kind: "http_429" }, "rate_limited", "headers", "rate_limit_exceeded", /Retry-After: 1\..*Lower the concurrency/],
  [{ kind: "http_500" }, "infra_error", "headers", "http_500", /its log says more/],
  [{ kind: "html" }, "infra_error", "headers", "html_answer", /HTML page.*Check the target's address/],
  [{ kind: "in_band_error" }, "infra_error", "stream", "internal_error", /inside the stream/],
  [{ kind: "truncated" }, "infra_error", "stream", "truncated", /part of the answer may be missing/],
  [{ kind: "reset_after_bytes", at: 300 }, "infra_error", "stream", "connection_reset", /connection/],
  [{ kind: "stall_after", at: 2 }, "timeout", "idle", "idle_timeout", /3000 ms/],
  [{ kind: "endless" }, "timeout", "total", "total_timeout", /6000 ms/],
  [{ kind: "endless_header" }, "infra_error", "headers", "headers_too_large", /headers/],
  [{ kind: "huge_event", at: 24 * MB }, "infra_error", "stream", "event_too_large", /16/],
  [{ kind: "keep_open" }, "completed", null, null, null],
  [{ kind: "slow_trickle", at: 1 }, "completed", null, null, null],
  [{ kind: "slow_trickle", at: 100 }, "timeout", "total", "total_timeout", /6000 ms/],
];

test("each way a server can fail ends its own run as a named outcome with its phase and what to do, and no other run", async () => {
  const url = await simulatorUrl();
  const place = testFolder();
  const script = (fault: object | null): string => JSON.stringify({ ...SCRIPT, ...(fault && { fault }) });
  writeFileSync(
    join(place, "prompts.jsonl"),
    FAULTS.map(([fault]) => JSON.stringify(`[[simulate ${script(fault)}]]`)).join("\n"),
  );
  const scenario = {
    name: "Faults",
    target: { url, timeouts: { headers_ms: 3_000, first_event_ms: 3_000, idle_ms: 3_000, total_ms: 6_000 } },
    request: { model: "m" },
    prompts: { file: "prompts.jsonl" },
    load: { kind: "closed", runs: FAULTS.length, concurrency: 4, start_spread_ms: 0 },
  };
  writeFileSync(join(place, "faults.yaml"), JSON.stringify(scenario));

  const { code, runs, mostMb } = await measure([join(place, "faults.yaml")]);

  expect(runs.map(({ status, phase, reason_code }) => [status, phase, reason_code])).toEqual(
    FAULTS.map(([, status, phase, reason]) => [status, phase, reason]),
  );
  for (const [index, [, , , , hint]] of FAULTS.entries()) {
    if (hint !== null) expect(runs[index]?.error).toMatch(hint);
  }
  expect([0, 13]).toContain(code);
  expect(mostMb).toBeLessThan(BOUNDED_MB);
}, 120_000);

test("a name without an address is told as such, with exit code 1", async () => {
  const { code, runs } = await measure(["--url", `http://nowhere.invalid${PATH}`, "--requests", "2"]);

  expect(code).toBe(1);
  expect(runs.map(({ phase, reason_code }) => [phase, reason_code])).toEqual(
    Array.from({ length: 2 }, () => ["connect", "dns_failed"]),
  );
  expect(runs[0]?.error).toMatch(/nowhere\.invalid|name|address/);
});

test("an address with a wrong path is told by the path, with exit code 1", async () => {
  const url = await startServer((socket) =>
    socket.write("HTTP/1.1 404 Not Found\r\ncontent-length: 9\r\n\r\nNot Found"),
  );

  const { code, runs } = await measure(["--url", url, "--requests", "2"]);

  expect(code).toBe(1);
  expect(runs.map(({ phase, reason_code }) => [phase, reason_code])).toEqual(
    Array.from({ length: 2 }, () => ["headers", "not_found"]),
  );
  expect(runs[0]?.error).toMatch(/HTTP 404.*Check the target's address and its path/);
});

test("a port that speaks no TLS where the address says https is told as such", async () => {
  const server = createServer((socket) => socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  const url = `https://127.0.0.1:${await listen(server)}${PATH}`;

  const { code, runs } = await measure(["--url", url, "--requests", "1"]);

  expect(code).toBe(1);
  expect(runs[0]).toMatchObject({ phase: "connect", reason_code: "tls_failed" });
});

test("a certificate nobody vouches for fails the run with the way to accept it, which then measures", async (t) => {
  const place = testFolder();
  const [key, cert] = [join(place, "key.pem"), join(place, "cert.pem")];
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2"],
    ...["-subj", "/CN=localhost"],
  ]);
  if (made.status !== 0) t.skip("openssl is missing here, so there is no certificate to refuse");
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", () => socket.write(ANSWER));
  });
  const url = `https://127.0.0.1:${await listen(server)}${PATH}`;

  const refused = await measure(["--url", url, "--requests", "1"]);
  const accepted = await measure(["--url", url, "--requests", "1", "--insecure"]);

  expect(refused.code).toBe(1);
  expect(refused.runs[0]).toMatchObject({ phase: "connect", reason_code: "tls_failed" });
  expect(refused.runs[0]?.error).toMatch(/certificate/i);
  expect(accepted.runs[0]?.status).toBe("completed");
});

test("an event of a gigabyte is given up long before it has filled the memory", async () => {
  const piece = Buffer.alloc(MB, "x");
  let sent = 0;
  const url = await startServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: ");
    const pour = (): void => {
      while (!socket.destroyed && sent < 1_024 * MB) {
        sent += piece.length;
        if (!socket.write(piece)) {
          socket.once("drain", pour);
          return;
        }
      }
    };
    pour();
  });

  const { runs, mostMb } = await measure(["--url", url, "--requests", "1", "--timeout", "60s"]);

  expect(runs[0]?.phase).toBe("stream");
  // A machine too busy to read so much in time says that it was.
  expect(["event_too_large", "buffer_full"]).toContain(runs[0]?.reason_code);
  expect(sent).toBeLessThan(1_024 * MB);
  expect(mostMb).toBeLessThan(BOUNDED_MB);
}, 120_000);

test("runs that flood this machine together are broken off one by one, and none of them ends the load", async () => {
  const piece = Buffer.alloc(MB, "x");
  const url = await startServer((socket) => {
    socket.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: ");
    const pour = (): void => {
      while (!socket.destroyed) {
        if (!socket.write(piece)) {
          socket.once("drain", pour);
          return;
        }
      }
    };
    pour();
  });

  const { runs, mostMb } = await measure([
    ...["--url", url, "--model", "m", "--requests", "12", "--concurrency", "8", "--timeout", "15s"],
  ]);

  expect(runs).toHaveLength(12);
  for (const { reason_code } of runs)
    expect(["event_too_large", "buffer_full", "total_timeout"]).toContain(reason_code);
  expect(mostMb).toBeLessThan(2 * BOUNDED_MB);
}, 120_000);

test("wherever an answer is reset, its run ends once, and as what had come until then makes it", async () => {
  const bytes = Buffer.from(ANSWER);
  const url = await startServer((socket, index) => {
    if (index >= bytes.length) socket.write(bytes);
    else socket.write(bytes.subarray(0, index + 1), () => setImmediate(() => socket.resetAndDestroy()));
  });

  const { runs } = await measure(["--url", url, "--requests", String(bytes.length + 5), "--fresh-connections"]);

  expect(runs).toHaveLength(bytes.length + 5);
  const reasons = runs.map(({ status, reason_code }) => reason_code ?? status);
  expect(reasons.slice(0, bytes.length - 20).every((reason) => /^connection_(reset|closed)$/.test(reason))).toBe(true);
  expect(reasons.slice(bytes.length)).toEqual(Array.from({ length: 5 }, () => "completed"));
}, 120_000);

test("the wall clock may jump an hour and back while runs are open: no time and no limit follows it", async () => {
  const url = await simulatorUrl();
  const jumping = `const real = Date.now; const startedMs = performance.now();
    const skew = () => [3600000, -3600000, 0][Math.floor((performance.now() - startedMs) / 120) % 3];
    Date.now = () => real() + skew();`;
  const script = { ttft_ms: 50, gap_ms: 10, output_tokens: 20 };

  const { runs } = await measure(
    [
      ...["--url", url, "--model", "m", "--requests", "20", "--concurrency", "2", "--timeout", "30s"],
      ...["--header", `x-simulate: ${JSON.stringify(script)}`],
    ],
    { nodeArgs: ["--import", `data:text/javascript,${encodeURIComponent(jumping)}`] },
  );

  expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => "completed"));
  for (const { ttft_ms, total_duration_ms, stamps, lag_ms } of runs) {
    expect(ttft_ms).toBeGreaterThanOrEqual(49);
    expect(total_duration_ms).toBeGreaterThanOrEqual(239);
    expect(total_duration_ms).toBeLessThan(30_000);
    expect(lag_ms).toBeGreaterThanOrEqual(0);
    const { due, started, sent, first_content, terminal } = stamps;
    const inOrder = [due, started, sent, first_content, terminal].map((stamp) => stamp ?? NaN);
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  }
}, 60_000);

test("a device without room ends the load with exit code 1 and one sentence", async () => {
  const url = await simulatorUrl();

  const { code, errors } = await runProgram([...runOn(url), "--requests", "5000", "--out", "/dev/full"]);

  expect(code).toBe(1);
  expect(errors).toMatch(/The record file \/dev\/full cannot be written: the disk is full\./);
  expect(errors).not.toMatch(/ {4}at /);
}, 60_000);

const LIMITED: [what: string, under: (place: string) => string[], sentence: RegExp][] = [
  [
    "a file that may not grow further",
    () => ["bash", "-c", 'ulimit -f 64; exec "$@"', "limited"],
    /cannot be written: it may not grow any larger/,
  ],
  [
    "a disk that fills up",
    (place) => [
      ...["unshare", "--map-root-user", "--mount", "bash", "-c"],
      `mount -t tmpfs -o size=64k tmpfs ${place}/disk && "$@"; code=$?; cp ${place}/disk/run.ndjson ${place}/kept.ndjson; exit $code`,
      "full",
    ],
    /cannot be written: the disk is full/,
  ],
];

test.for(LIMITED)(
  "%s ends the load with exit code 1, and what was written stays readable",
  { timeout: 60_000 },
  async ([what, under, sentence], t) => {
    const place = testFolder();
    const url = await simulatorUrl();
    const isDisk = what.startsWith("a disk");
    if (isDisk && spawnSync("unshare", ["--map-root-user", "--mount", "true"]).status !== 0)
      t.skip("a file system of its own cannot be mounted here");
    spawnSync("mkdir", [join(place, "disk")]);
    const out = join(place, "disk", "run.ndjson");

    const { code, errors } = await runProgram(
      [...runOn(url), "--requests", "5000", "--concurrency", "4", "--max-tokens", "5", "--out", out],
      { under: under(place) },
    );
    const report = await runProgram(["--json", "report", isDisk ? join(place, "kept.ndjson") : out]);

    expect(errors).toMatch(sentence);
    expect(errors).not.toMatch(/ {4}at /);
    expect(code).toBe(1);
    const document: { runs: number } = JSON.parse(report.output);
    expect(document.runs).toBeGreaterThan(5);
  },
);

test("without file handles runs end as such and blame this machine, so the measurement is invalid", async () => {
  const url = await startServer((socket) => setTimeout(() => socket.write(ANSWER), 1_500));

  const { code, runs, output } = await measure(
    ["--url", url, "--requests", "80", "--concurrency", "80", "--start-spread", "0s"],
    {
      under: ["bash", "-c", 'ulimit -n 64; exec "$@"', "few"],
    },
  );

  const without = runs.filter(({ reason_code }) => reason_code === "no_file_handles");
  expect(runs).toHaveLength(80);
  expect(without.length).toBeGreaterThan(10);
  expect(without[0]?.error).toMatch(/file handle.*in the phase "connect"\.$/);
  expect(runs.filter(({ status }) => status === "completed").length).toBeGreaterThan(0);
  expect(code).toBe(13);
  expect(output).toMatch(/raise the limit \(ulimit -n\)/);
}, 60_000);

test("a port of TLS that is asked in plain HTTP is told as such, and a stall under --timeout alone by its silence", async () => {
  const closing = createServer((socket) => socket.once("data", () => socket.end()));
  const url = `http://127.0.0.1:${await listen(closing)}${PATH}`;
  const stalling = await simulatorUrl();
  const script = JSON.stringify({ ...SCRIPT, fault: { kind: "stall_after", at: 2 } });

  const { output } = await measure(["--url", url, "--requests", "2"]);
  const { runs } = await measure([
    ...["--url", stalling, "--model", "m", "--requests", "1", "--timeout", "2s", "--header", `x-simulate: ${script}`],
  ]);

  expect(output).toMatch(/does this port speak TLS\? Then its address begins with https/);
  expect(runs[0]).toMatchObject({ status: "timeout", phase: "total", reason_code: "total_timeout" });
  expect(runs[0]?.error).toMatch(/within 2000 ms\. Its stream had been silent for the last \d{3,4} ms of them\./);
}, 60_000);
