import type { TargetTest } from "@tfbench/contracts";
import { startSimulator } from "@tfbench/simulator";
import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { testTarget } from "./test-target.ts";
import type { TestableTarget } from "./test-target.ts";

const KEY = "sk-live-4f9a2b77";
const PATIENT = { connect_ms: 5_000, headers_ms: 5_000, first_event_ms: 5_000, idle_ms: 5_000, total_ms: 5_000 };
const never = new AbortController().signal;

type Asked = Partial<TestableTarget> & { base_url: string; key?: string | null; signal?: AbortSignal };
const ask = ({ key = KEY, signal = never, ...target }: Asked): Promise<TargetTest> =>
  testTarget(
    { name: "t", provider: "tinyfish", credential: "env:A_KEY", timeouts: PATIENT, ...target },
    { readCredential: (name) => (name === "A_KEY" ? key : null), signal },
  );
const went = ({ steps }: TargetTest) => steps.map(({ name, ok }) => (ok ? name : `${name} failed`));
const lastOf = ({ steps }: TargetTest) => steps.at(-1)?.sentence ?? "";

async function listening(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => new Promise((closed) => void server.close(() => closed())));
  // A server that listens on a port has an address with one.
  return (server.address() as AddressInfo).port;
}
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listening(server);
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${port}`;
}

test("a target that takes its key passes every step, and no run was created", async () => {
  const simulator = await startSimulator({ api_key: KEY });
  onTestFinished(() => simulator.close());

  const result = await ask({ base_url: simulator.url });

  expect(result.ok).toBe(true);
  expect(went(result)).toEqual(["resolve", "connect", "credential", "answer"]);
  expect(result.steps[0]?.sentence).toBe("127.0.0.1 is an address itself.");
  expect(lastOf(result)).toBe("TinyFish answered (HTTP 200) and took the key.");
  const asked = simulator.truth.records().filter(({ record }) => record === "request_received");
  expect(asked).toMatchObject([{ method: "GET", path: "/v1/runs" }]);
});

test("a wrong key is told by the variable that holds it, not by its value", async () => {
  const simulator = await startSimulator({ api_key: "another" });
  onTestFinished(() => simulator.close());

  const result = await ask({ base_url: simulator.url });

  expect(result.ok).toBe(false);
  expect(lastOf(result)).toBe(
    "The key in A_KEY was refused: put a valid one into that variable and start the server again (HTTP 401, INVALID_API_KEY).",
  );
  expect(JSON.stringify(result)).not.toContain(KEY);
});

test.each<[string, (key: string) => string]>([
  ["in its message", (key) => JSON.stringify({ error: { code: "NOPE", message: `bad key ${key}` } })],
  ["as its code", (key) => JSON.stringify({ error: { code: key } })],
  ["as plain text", (key) => key],
])("a far end that repeats the key %s does not get it into the answer", async (_, body) => {
  const key = "SECRETSECRET-42";
  const base_url = await answering((request, response) => {
    response.writeHead(400, { location: `http://other.example/${String(request.headers["x-api-key"])}` });
    response.end(body(String(request.headers["x-api-key"])));
  });

  const result = await ask({ base_url, key });

  expect(result.ok).toBe(false);
  expect(JSON.stringify(result)).not.toContain(key);
});

test("a closed port fails at connect, and what can still be told is told", async () => {
  const server = createTcpServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));

  const result = await ask({ base_url: `http://127.0.0.1:${port}` });

  expect(went(result)).toEqual(["resolve", "connect failed", "credential"]);
  expect(result.steps[1]?.sentence).toBe(
    `No connection to 127.0.0.1 at port ${port} (ECONNREFUSED). Nothing listens there: check the port, and that the service runs.`,
  );
});

test("a name without an address fails at once", async () => {
  const result = await ask({ base_url: "http://nowhere.invalid" });

  expect(went(result)).toEqual(["resolve failed", "credential"]);
  expect(result.steps[0]?.sentence).toMatch(/^No address was found for nowhere\.invalid \(E/);
});

test("a port that does not speak TLS fails at tls", async () => {
  const http = await answering((_, response) => response.end());

  const result = await ask({ base_url: http.replace("http:", "https:") });

  expect(went(result)).toEqual(["resolve", "connect", "tls failed", "credential"]);
});

test("a variable that is not set, or holds what no header can carry, fails without a request", async () => {
  let requests = 0;
  const base_url = await answering((_, response) => {
    requests += 1;
    response.end();
  });

  const missing = await ask({ base_url, key: null });
  const broken = await ask({ base_url, key: `${KEY}\n` });

  expect(went(missing)).toEqual(["resolve", "connect", "credential failed"]);
  expect(lastOf(missing)).toContain("The variable A_KEY is not set where the API runs.");
  expect(lastOf(broken)).toContain("holds characters that no HTTP header can carry");
  expect(JSON.stringify(broken)).not.toContain(KEY);
  expect(requests).toBe(0);
});

test("a service that takes the connection and says nothing ends in bounded time", async () => {
  const port = await listening(createTcpServer((socket) => void socket.on("error", () => undefined).resume()));

  const result = await ask({ base_url: `http://127.0.0.1:${port}`, timeouts: { ...PATIENT, headers_ms: 50 } });

  expect(went(result)).toEqual(["resolve", "connect", "credential", "answer failed"]);
  expect(lastOf(result)).toContain("The step answer took longer than 0.05 s.");
});

test("the limit of one phase does not run on into the next", async () => {
  const base_url = await answering((_, response) => {
    setTimeout(() => response.writeHead(200).end('{"data":[]}'), 400);
  });

  const result = await ask({ base_url, timeouts: { ...PATIENT, connect_ms: 300 } });

  expect(result.ok).toBe(true);
});

test("a port that takes the connection and never finishes the TLS handshake ends in bounded time", async () => {
  const port = await listening(createTcpServer((socket) => void socket.on("error", () => undefined).resume()));

  const result = await ask({ base_url: `https://127.0.0.1:${port}`, timeouts: { ...PATIENT, connect_ms: 50 } });

  expect(went(result)).toEqual(["resolve", "connect", "tls failed", "credential"]);
  expect(result.steps[2]?.sentence).toContain("The step tls took longer than 0.05 s.");
});

test("whoever asked may leave: the test stops", async () => {
  const leaving = new AbortController();
  const base_url = await answering(() => leaving.abort());

  const result = await ask({ base_url, signal: leaving.signal });

  expect(lastOf(result)).toBe("The test was stopped here.");
});

test.each<[string, number, Record<string, string>, string, RegExp]>([
  ["another service", 200, {}, "<html>", /^Something answered \(HTTP 200\), but not with TinyFish's list of runs/],
  [
    "a redirect",
    302,
    { location: "https://b.example/x?y" },
    "",
    /sends callers on to https:\/\/b\.example, which runs do not follow/,
  ],
  ["no such path", 404, {}, "{}", /no list of runs at this path/],
  ["no credits", 402, {}, "{}", /no credits left/],
  ["a forbidden key", 403, {}, '{"error":{"code":"FORBIDDEN"}}', /may not be used for this.*\(HTTP 403, FORBIDDEN\)/],
  ["a busy service", 429, {}, "{}", /too busy/],
  ["a fault of the service", 503, {}, "{}", /fault of its own/],
])("%s is told with what to do", async (_, status, headers, body, sentence) => {
  const base_url = await answering((_request, response) => response.writeHead(status, headers).end(body));

  const result = await ask({ base_url });

  expect(went(result)).toEqual(["resolve", "connect", "credential", "answer failed"]);
  expect(lastOf(result)).toMatch(sentence);
});

test("of an answer without end only the beginning is read", async () => {
  const base_url = await answering((_, response) => {
    const write = () => void (response.destroyed || response.write("x".repeat(16_384), write));
    response.on("error", () => undefined);
    write();
  });

  const result = await ask({ base_url });

  expect(lastOf(result)).toMatch(/^Something answered \(HTTP 200\)/);
});

test("a target without a credential is asked without one, and the service's wish for a key is told", async () => {
  const simulator = await startSimulator({ api_key: KEY });
  onTestFinished(() => simulator.close());

  const result = await ask({ base_url: simulator.url, credential: null });

  expect(lastOf(result)).toMatch(/^The service asks for a key, and the target names none/);
});

test.each(["openai", "anthropic"] as const)(
  "a server of %s that takes its key lists its models, and no answer was asked for",
  async (provider) => {
    const simulator = await startSimulator({ api_key: KEY });
    onTestFinished(() => simulator.close());

    const result = await ask({ provider, base_url: `${simulator.url}/v1` });

    expect(went(result)).toEqual(["resolve", "connect", "credential", "answer"]);
    expect(lastOf(result)).toMatch(/^The server answered \(HTTP 200\) with \d+ models?, and took the key\.$/);
  },
);

test.each<[string, number, string, boolean, string]>([
  ["refuses the key", 401, "{}", false, "The key in A_KEY was refused"],
  ["lists no models", 404, "{}", true, "whether it takes the key, a run shows"],
  ["answers with a page", 200, "<html></html>", false, "not with a list of models"],
  ["has a fault", 503, "", false, "test again later"],
])("a server that %s says so in words", async (_, status, body, ok, words) => {
  const base_url = await answering((_request, response) => response.writeHead(status).end(body));

  const result = await ask({ provider: "openai", base_url });

  expect(result.ok).toBe(ok);
  expect(lastOf(result)).toContain(words);
  expect(lastOf(result)).toContain(`HTTP ${status}`);
});

test("any answer proves that a service of its own kind is there", async () => {
  const base_url = await answering((_request, response) => response.writeHead(405).end());

  const result = await ask({ provider: "http_sse", base_url: `${base_url}/stream` });

  expect(result.ok).toBe(true);
});
