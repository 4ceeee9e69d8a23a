import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig, type WebConfig } from "#config.ts";
import { forwardRequest } from "./forward-request.ts";

async function startUpstream(listener: RequestListener): Promise<WebConfig> {
  const server: Server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((closed) => server.close(() => closed()));
  });
  const { port } = server.address() as AddressInfo;
  return loadConfig({ TFBENCH_API_URL: `http://127.0.0.1:${port}` });
}

const PATH = "/api/v1/runs?status=queued&status=running";
const page = (init: RequestInit = {}) => new Request(`http://127.0.0.1:3000${PATH}`, init);

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

test("method, path, query and body reach the API as they were sent", async () => {
  const seen: unknown[] = [];
  const config = await startUpstream(async (request, response) => {
    seen.push(request.method, request.url, await bodyOf(request), request.headers["content-type"]);
    response.writeHead(202, { "content-type": "application/json", location: "/api/v1/runs/1" }).end('{"id":1}');
  });

  const answer = await forwardRequest(
    page({ method: "POST", body: '{"scenario_id":1}', headers: { "content-type": "application/json" } }),
    PATH,
    config,
  );

  expect(seen).toEqual(["POST", PATH, '{"scenario_id":1}', "application/json"]);
  expect([answer.status, answer.headers.get("location"), await answer.text()]).toEqual([
    202,
    "/api/v1/runs/1",
    '{"id":1}',
  ]);
});

test("the API gets the token of the cookie and no cookie, origin or forwarded address", async () => {
  let headers: IncomingMessage["headers"] = {};
  const config = await startUpstream((request, response) => {
    headers = request.headers;
    response.end("{}");
  });

  await forwardRequest(
    page({
      headers: {
        cookie: "other=1; tfbench_access=s3cret%20token",
        origin: "http://127.0.0.1:3000",
        "x-forwarded-for": "10.0.0.1",
        "last-event-id": "41",
        "idempotency-key": "k",
      },
    }),
    PATH,
    config,
  );

  expect(headers).toMatchObject({
    authorization: "Bearer s3cret token",
    "last-event-id": "41",
    "idempotency-key": "k",
  });
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["cookie"]));
  expect(headers).not.toHaveProperty("origin");
  expect(headers).not.toHaveProperty("x-forwarded-for");
});

test("refusals keep status, body and rate-limit headers; headers of the API's own server do not pass", async () => {
  const config = await startUpstream((_request, response) => {
    response
      .writeHead(409, {
        "content-type": "application/problem+json",
        "ratelimit-remaining": "9",
        "set-cookie": "a=b",
        "x-powered-by": "x",
      })
      .end('{"code":"conflict"}');
  });

  const answer = await forwardRequest(page(), PATH, config);

  expect([answer.status, await answer.text()]).toEqual([409, '{"code":"conflict"}']);
  expect(Object.fromEntries(answer.headers)).toEqual({
    "cache-control": "no-store",
    "content-type": "application/problem+json",
    "ratelimit-remaining": "9",
  });
});

test("a body too long for any operation is refused before it reaches the API", async () => {
  let isReached = false;
  const config = await startUpstream((_request, response) => {
    isReached = true;
    response.end();
  });

  const answer = await forwardRequest(page({ method: "POST", body: "x".repeat(2_000_001) }), PATH, config);

  expect([answer.status, (await answer.json()).code, isReached]).toEqual([413, "body_too_large", false]);
});

test("an answer without a body stays without one", async () => {
  const config = await startUpstream((_request, response) => response.writeHead(204).end());

  const answer = await forwardRequest(page({ method: "DELETE" }), PATH, config);

  expect([answer.status, answer.body]).toEqual([204, null]);
});

test("each event of a stream is passed on before the next one is sent", async () => {
  const sent = Promise.withResolvers<(text: string) => void>();
  const config = await startUpstream((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    sent.resolve((text) => response.write(text));
  });

  const answer = await forwardRequest(page(), PATH, config);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const send = await sent.promise;
  const read = async () => (await reader?.read())?.value;

  expect(await read()).toBe(":\n\n");
  send("id: 0\ndata: first\n\n");
  expect(await read()).toBe("id: 0\ndata: first\n\n");
  send("id: 1\ndata: second\n\n");
  expect(await read()).toBe("id: 1\ndata: second\n\n");
  expect(answer.headers.get("cache-control")).toBe("no-cache, no-transform");
  await reader?.cancel();
});

test("when the browser leaves, the API's stream is closed", async () => {
  const left = Promise.withResolvers<string>();
  const config = await startUpstream((request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\n\n");
    request.on("close", () => left.resolve("closed"));
  });
  const browser = new AbortController();

  const answer = await forwardRequest(page({ signal: browser.signal }), PATH, config);
  await answer.body?.cancel();

  expect(await left.promise).toBe("closed");
});

test("a request that the browser gave up before the answer is given up at the API too", async () => {
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<string>();
  const config = await startUpstream((request) => {
    request.on("close", () => left.resolve("closed"));
    asked.resolve();
  });
  const browser = new AbortController();

  const answer = forwardRequest(page({ signal: browser.signal }), PATH, config);
  await asked.promise;
  browser.abort();

  await expect(answer).rejects.toThrow();
  expect(await left.promise).toBe("closed");
});

test("an API that is not there gives a problem document that says what to do", async () => {
  const config = await startUpstream(() => {});
  const nowhere = { ...config, apiUrl: "http://127.0.0.1:1" };

  const answer = await forwardRequest(page(), PATH, nowhere);

  expect(answer.status).toBe(502);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({
    code: "unavailable",
    message: "The API at http://127.0.0.1:1 does not answer.",
    fields: [],
  });
});
