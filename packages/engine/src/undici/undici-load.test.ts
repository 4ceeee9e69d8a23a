import type { ServerHttp2Stream } from "node:http2";
import { constants } from "node:http2";
import { createServer as createTlsServer } from "node:tls";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { encodeRequest, requestBlock } from "../encode-request.ts";
import { startConnectProxy } from "../fixtures/connect-proxy.ts";
import { startHttp2Server, type Http2Server } from "../fixtures/http2-server.ts";
import { chunk, LAST_CHUNK, SSE_HEAD, startTcpServer } from "../fixtures/tcp-server.ts";
import { startTestLoad, type TestLoadOptions } from "../fixtures/test-load.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../fixtures/tls-certificate.ts";
import type { LoadOrigin } from "../measure/load-order.ts";

const URL_UNUSED = new URL("http://127.0.0.1");
const HTTP2 = { http_version: 2, proxy: null } as const;
const closed = (runs: number, concurrency: number) =>
  ({ kind: "closed", runs, concurrency, start_spread_ms: 0 }) as const;

const secure = (port: number): LoadOrigin => ({
  protocol: "https:",
  host: "127.0.0.1",
  port,
  tls: { ca: TEST_CERTIFICATE },
});
const plain = (port: number): LoadOrigin => ({ protocol: "http:", host: "127.0.0.1", port });

type Given = Omit<TestLoadOptions, "url"> & { origin: LoadOrigin };
const measure = (given: Given): ReturnType<typeof startTestLoad>["done"] =>
  startTestLoad({ url: URL_UNUSED, transport: HTTP2, ...given }).done;

async function http2Server(
  answer: (stream: ServerHttp2Stream, path: string) => void,
  options: { isSecure?: boolean } = {},
): Promise<Http2Server> {
  const server = await startHttp2Server((stream, headers) => answer(stream, String(headers[":path"])), options);
  onTestFinished(() => server.close());
  return server;
}
/** As those of LLM endpoints are. */
const posts = {
  block: (first: number) =>
    requestBlock(
      first,
      Array.from({ length: 16 }, (_, at) =>
        encodeRequest({ method: "POST", path: `/${first + at}`, headers: {}, body: Buffer.from("{}") }, "test"),
      ),
    ),
};
const begin = (stream: ServerHttp2Stream): void =>
  stream.respond({ ":status": 200, "content-type": "text/event-stream" });
function echo(stream: ServerHttp2Stream, path: string): void {
  begin(stream);
  stream.write(`run ${path.slice(1)}`);
  stream.end(";");
}

describe("over HTTP/2", () => {
  test.each([
    ["TLS", true],
    ["plain TCP", false],
  ])("runs share one connection, each with its own request and answer, over %s", async (_name, isSecure) => {
    const server = await http2Server(echo, { isSecure });

    const { runs, end } = await measure({
      origin: isSecure ? secure(server.port) : plain(server.port),
      requests: posts,
      profile: closed(40, 8),
    });

    expect(runs.map(({ body }) => body)).toEqual(Array.from({ length: 40 }, (_, index) => `run ${index};`));
    expect(runs.map(({ code, isFresh }) => ({ code, isFresh }))).toEqual(
      runs.map(() => ({ code: "complete", isFresh: false })),
    );
    expect(server.sessions).toBe(1);
    expect(end.progress).toMatchObject({ started: 40, ended: 40, in_flight: 0 });
  });

  test("pieces of an answer are stamped when they come, in order and after the request", async () => {
    const server = await http2Server((stream) => {
      begin(stream);
      stream.write("one");
      setTimeout(() => stream.end("two"), 60);
    });

    const { runs } = await measure({ origin: secure(server.port), profile: closed(1, 1) });

    const [run] = runs;
    const stamps = run?.reads.map(({ atMs }) => atMs) ?? [];
    expect(run?.body).toBe("onetwo");
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(stamps[0]).toBeGreaterThan(run?.stamps?.sentMs ?? NaN);
    expect(run?.reads.map(({ text }) => /one|two/.exec(text)?.[0])).toEqual([undefined, "one", "two", undefined]);
    expect(stamps[2]).toBeGreaterThan(stamps[1] ?? NaN);
  });

  test("an answer larger than the buffer of reads comes whole", async () => {
    const large = "x".repeat(300_000);
    const server = await http2Server((stream) => {
      begin(stream);
      stream.end(large);
    });

    const { runs } = await measure({ origin: secure(server.port), profile: closed(2, 2) });

    expect(runs.map(({ body }) => body.length)).toEqual([large.length, large.length]);
  });

  test("a run that is broken off leaves the others of its connection alone", async () => {
    const server = await http2Server((stream, path) => {
      begin(stream);
      stream.write("a");
      setTimeout(() => stream.end(path), 150);
    });

    const { runs } = await measure({
      origin: secure(server.port),
      profile: { kind: "burst", runs_per_burst: 20, every_ms: 1, runs: 20, max_in_flight: null, on_full: "wait" },
      cancellation: { share: 0.5, after_ms: { from: 20, to: 60 } },
    });

    const codes = runs.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["complete", "cancelled_share"]));
    for (const { code, body, run } of runs) if (code === "complete") expect(body).toBe(`a/${run}`);
    expect(server.sessions).toBe(1);
  });

  test.each<[string, (stream: ServerHttp2Stream) => void, TestLoadOptions["timeouts"]]>([
    ["reset", (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR), {}],
    ["timeout_headers", () => undefined, { headers_ms: 40 }],
    ["timeout_idle", (stream) => (begin(stream), void stream.write("a")), { idle_ms: 40 }],
  ])("a run that fails ends as %s", async (code, answer, timeouts = {}) => {
    const server = await http2Server(answer);

    const { runs } = await measure({ origin: secure(server.port), profile: closed(2, 2), timeouts });

    expect(runs.map((run) => run.code)).toEqual([code, code]);
  });

  test.each(["destroy", "close"] as const)(
    "a connection that the server ends (%s) takes its runs along, and later ones get another",
    async (how) => {
      const server = await http2Server((stream, path) => {
        if (path !== "/2") return echo(stream, path);
        if (how === "destroy") stream.session?.destroy();
        else {
          stream.session?.close();
          echo(stream, path);
        }
      });

      const { runs, end } = await measure({ origin: secure(server.port), profile: closed(12, 2) });

      expect(end.ended).toBe("all_finished");
      expect(runs).toHaveLength(12);
      expect(runs.at(-1)).toMatchObject({ code: "complete", body: "run 11;" });
      expect(server.sessions).toBeGreaterThan(1);
      if (how === "destroy") expect(runs[2]?.code).toMatch(/closed_by_peer|reset/);
    },
  );

  test("runs are open at the same time on one connection, and a cancel ends them at once", async () => {
    const held: ServerHttp2Stream[] = [];
    const load = { execution: null as ReturnType<typeof startTestLoad>["execution"] | null };
    const server = await http2Server((stream) => {
      begin(stream);
      held.push(stream);
      if (held.length === 3) load.execution?.cancel();
    });
    const started = startTestLoad({
      url: URL_UNUSED,
      transport: HTTP2,
      origin: secure(server.port),
      requests: posts,
      profile: closed(9, 3),
    });
    load.execution = started.execution;

    const { runs, end } = await started.done;

    expect(runs.map(({ code }) => code)).toEqual(["cancelled", "cancelled", "cancelled"]);
    expect(end.ended).toBe("cancelled");
    expect(server.sessions).toBe(1);
  });

  test("a target that speaks only HTTP/1.1 is said to", async () => {
    const server = createTlsServer({ key: TEST_KEY, cert: TEST_CERTIFICATE, ALPNProtocols: ["http/1.1"] });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();

    const { runs } = await measure({
      origin: secure(typeof address === "object" ? (address?.port ?? 0) : 0),
      profile: closed(1, 1),
    });

    expect(runs[0]).toMatchObject({ code: "transport_failed", text: expect.stringContaining("does not speak HTTP/2") });
  });
});

describe("through a proxy", () => {
  const answer = `${SSE_HEAD}${chunk("through")}${LAST_CHUNK}`;

  test("each connection is a tunnel that was asked for with the proxy's credentials", async () => {
    const server = await startTcpServer((socket) => void socket.write(answer));
    const proxy = await startConnectProxy();
    onTestFinished(async () => {
      await server.close();
      await proxy.close();
    });

    const { runs } = await measure({
      origin: plain(Number(server.origin.port)),
      transport: { http_version: 1, proxy: proxy.url },
      profile: closed(10, 2),
    });

    expect(runs.map(({ code, body }) => `${code} ${body}`)).toEqual(runs.map(() => "complete through"));
    const tunnel = {
      target: `127.0.0.1:${server.origin.port}`,
      authorization: `Basic ${Buffer.from("user:pass").toString("base64")}`,
    };
    expect(proxy.tunnels).toEqual([tunnel, tunnel]);
    expect(server.requests[0]).toMatch(/^GET \/\d HTTP\/1\.1\r\nhost: test\r\n/);
    expect(server.requests[0]).not.toMatch(/proxy/i);
  });

  test("HTTP/2 over TLS goes through the tunnel as well", async () => {
    const server = await http2Server(echo);
    const proxy = await startConnectProxy();
    onTestFinished(() => proxy.close());

    const { runs } = await measure({
      origin: secure(server.port),
      transport: { http_version: 2, proxy: proxy.url },
      profile: closed(6, 3),
    });

    expect(runs.map(({ body }) => body)).toEqual(runs.map(({ run }) => `run ${run};`));
    expect(proxy.tunnels).toHaveLength(1);
  });

  test("fresh connections are dialled for each run, and measured as a phase of their own", async () => {
    const server = await startTcpServer((socket) => void socket.write(answer));
    const proxy = await startConnectProxy();
    onTestFinished(async () => {
      await server.close();
      await proxy.close();
    });

    const { runs } = await measure({
      origin: plain(Number(server.origin.port)),
      transport: { http_version: 1, proxy: proxy.url },
      profile: closed(4, 2),
      connections: "fresh",
    });

    expect(runs.map(({ code }) => code)).toEqual(runs.map(() => "complete"));
    expect(proxy.tunnels).toHaveLength(4);
    for (const { isFresh, stamps } of runs) {
      expect(isFresh).toBe(true);
      expect(stamps?.connectedMs).toBeGreaterThan(stamps?.startedMs ?? NaN);
    }
  });

  test("a refusal of the proxy is told with its status", async () => {
    const proxy = await startConnectProxy({ refusal: 407 });
    onTestFinished(() => proxy.close());

    const { runs } = await measure({
      origin: plain(9),
      transport: { http_version: 1, proxy: proxy.url },
      profile: closed(1, 1),
    });

    expect(runs[0]).toMatchObject({
      code: "transport_failed",
      text: expect.stringContaining("The proxy answered 407"),
    });
  });
});
