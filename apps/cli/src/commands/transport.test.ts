import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { ServerHttp2Session, ServerHttp2Stream } from "node:http2";
import { connect } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "@tfbench/simulator";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "../fixtures/run-program.ts";
import type { ReportDocument } from "../report/document.ts";

const documentOf = (output: string): ReportDocument => JSON.parse(output.trim().split("\n").at(-1) ?? "");
const event = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening server has an address.");
  return address.port;
}

/** A completion endpoint that speaks HTTP/2 over plain TCP and nothing else. */
async function http2Endpoint(): Promise<{ url: string; bodies: string[]; sessions: () => number }> {
  const sessions = new Set<ServerHttp2Session>();
  const bodies: string[] = [];
  const server = createHttp2Server();
  server.on("session", (session: ServerHttp2Session) => void sessions.add(session));
  server.on("stream", (stream: ServerHttp2Stream) => {
    const read: Buffer[] = [];
    stream.on("data", (bytes: Buffer) => read.push(bytes));
    stream.on("end", () => {
      bodies.push(Buffer.concat(read).toString());
      stream.respond({ ":status": 200, "content-type": "text/event-stream" });
      stream.write(event({ content: "one" }));
      stream.write(event({ content: " two" }));
      stream.end(`${event({}, "stop")}data: [DONE]\n\n`);
    });
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${port}/v1/chat/completions`, bodies, sessions: () => sessions.size };
}

/** A proxy that makes tunnels for whoever knows the password. */
async function connectProxy(): Promise<{ port: number; targets: string[] }> {
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer();
  server.on("connect", (request, client: Socket) => {
    targets.push(request.url ?? "");
    sockets.add(client);
    client.on("error", () => client.destroy());
    const isKnown = request.headers["proxy-authorization"] === `Basic ${Buffer.from("me:hush").toString("base64")}`;
    if (!isKnown) return void client.end("HTTP/1.1 407 Who are you\r\n\r\n");
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connected\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  const port = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, targets };
}

test("an endpoint that speaks HTTP/2 is measured over it, and the result says by what", async () => {
  const { url, bodies, sessions } = await http2Endpoint();

  const { output } = await runProgram([
    ...["--json", "run", "--url", url, "--model", "m", "--input-tokens", "8"],
    ...["--concurrency", "4", "--requests", "12", "--http2"],
  ]);

  const document = documentOf(output);
  expect(document).toMatchObject({
    runs: 12,
    successes: 12,
    calibration: null,
    subject: { transport: { name: "undici", http_version: 2, proxy: null } },
  });
  expect(document.notes.join("\n")).toMatch(/Sent through undici because of HTTP\/2: its stamps are later/);
  expect(sessions()).toBe(1);
  expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ model: "m", stream: true });
});

test("a target behind a proxy is measured through it, and no output or record holds the proxy's password", async () => {
  const simulator = await startSimulator();
  const proxy = await connectProxy();
  const folder = mkdtempSync(join(tmpdir(), "tfbench-proxy-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await simulator.close();
  });
  const scenario = {
    name: "behind",
    target: {
      url: `${simulator.url}/v1/chat/completions`,
      proxy: `http://me:hush@127.0.0.1:${proxy.port}`,
      headers: { "x-simulate": JSON.stringify({ ttft_ms: 5, gap_ms: 1, output_tokens: 4 }) },
    },
    request: { model: "m" },
    prompts: { synthetic: { input_tokens: 8 } },
    load: { kind: "closed", runs: 6, concurrency: 2, start_spread_ms: 0 },
  };
  writeFileSync(join(folder, "s.yaml"), JSON.stringify(scenario));

  const { output, errors } = await runProgram(["--json", "run", "s.yaml", "--out", "run.ndjson"], { cwd: folder });
  const flags = ["--proxy", scenario.target.proxy, "--url", scenario.target.url, "--model", "m", "--requests", "1"];
  const byFlags = await runProgram(["--json", "run", ...flags, "--out", "b.ndjson"], { cwd: folder });

  expect(documentOf(output)).toMatchObject({
    successes: 6,
    subject: { transport: { name: "undici", http_version: 1 } },
  });
  expect(documentOf(byFlags.output)).toMatchObject({ successes: 1 });
  expect(proxy.targets).toEqual(Array.from({ length: 3 }, () => `127.0.0.1:${simulator.port}`));
  const kept = ["run.ndjson", "b.ndjson"].map((file) => readFileSync(join(folder, file), "utf8")).join("");
  expect(output + errors + byFlags.output + byFlags.errors + kept).not.toMatch(/hush/);
  expect(documentOf(output).notes.join("\n")).toMatch(/because of the proxy http:\/\/127\.0\.0\.1/);
});

test("what is no proxy is refused without its password in the message", async () => {
  const { code, errors } = await runProgram([
    "run",
    "--url",
    "simulator",
    "--requests",
    "1",
    "--proxy",
    "me:hush@host",
  ]);

  expect(code).toBe(2);
  expect(errors).toMatch(/--proxy: "\*\*\*@host" is no http or https address of a proxy/);
  expect(errors).not.toMatch(/hush/);
});
