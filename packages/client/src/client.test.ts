import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ApiProblem } from "./api-problem.ts";
import { createClient } from "./client.ts";
import type { Client } from "./client.ts";
import { OPERATIONS } from "./operations.ts";

type Seen = { method: string | undefined; url: string | undefined; headers: IncomingMessage["headers"]; body: string };

/** A server that answers as told and remembers what it was asked. */
async function serve(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): Promise<{ client: Client; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { client: createClient({ base_url: `http://127.0.0.1:${port}`, token: "secret" }), seen };
}

const json = (status: number, body: object) => (response: ServerResponse) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const PROBLEM = {
  type: "about:blank",
  title: "Conflict",
  status: 409,
  code: "has_dependents",
  message: "2 runs hang on it.",
  hint: "Archive it.",
  fields: [{ field: "confirm", message: "m" }],
  details: { runs: 2 },
  request_id: "request-1",
};

test("there is a function for every operation, and no other", () => {
  expect(Object.keys(createClient({ base_url: "" })).sort()).toEqual(Object.keys(OPERATIONS).sort());
});

test("lists put their filters into the query, repeated where there are several", async () => {
  const { client, seen } = await serve(json(200, { data: [], next_cursor: null }));

  const page = await client.listRuns({ status: ["queued", "running"], scenario_id: [3], search: "a&b", limit: 5 });

  expect(page).toEqual({ data: [], next_cursor: null });
  expect(seen[0]?.method).toBe("GET");
  expect(seen[0]?.url).toBe("/api/v1/runs?status=queued&status=running&scenario_id=3&search=a%26b&limit=5");
  expect(seen[0]?.headers.authorization).toBe("Bearer secret");
});

test("a trigger sends its body as JSON and its idempotency key as a header", async () => {
  const { client, seen } = await serve(json(202, {}));

  await client.triggerRun({ scenario_id: 1, count: 2, idempotency_key: "k1" });

  expect(seen[0]).toMatchObject({ method: "POST", url: "/api/v1/runs/trigger", body: '{"scenario_id":1,"count":2}' });
  expect(seen[0]?.headers["idempotency-key"]).toBe("k1");
  expect(seen[0]?.headers["content-type"]).toBe("application/json");
});

test("an update sends the id in the path and the rest in the body", async () => {
  const { client, seen } = await serve(json(200, {}));

  await client.updateScenario({ id: 7, archived: true });

  expect(seen[0]).toMatchObject({ method: "PATCH", url: "/api/v1/scenarios/7", body: '{"archived":true}' });
});

test("an update of nothing still sends a body", async () => {
  const { client, seen } = await serve(json(200, {}));

  await client.updateScenario({ id: 7 });

  expect(seen[0]).toMatchObject({ method: "PATCH", body: "{}" });
});

test("a deletion answers with nothing", async () => {
  const { client } = await serve((response) => response.writeHead(204).end());

  expect(await client.deleteTarget({ id: 1 })).toBeUndefined();
});

test("a refusal throws the problem document", async () => {
  const { client } = await serve((response) =>
    response.writeHead(409, { "content-type": "application/problem+json" }).end(JSON.stringify(PROBLEM)),
  );

  const refusal = client.deleteScenario({ id: 1 });

  await expect(refusal).rejects.toBeInstanceOf(ApiProblem);
  await expect(refusal).rejects.toMatchObject({
    code: "has_dependents",
    status: 409,
    message: "2 runs hang on it.",
    hint: "Archive it.",
    fields: [{ field: "confirm", message: "m" }],
    details: { runs: 2 },
    request_id: "request-1",
  });
});

test("an answer that is no problem document says its status", async () => {
  const { client } = await serve((response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));

  await expect(client.getHealth()).rejects.toMatchObject({ code: "unavailable", status: 502 });
});

test("a server that is not there is a problem without a status", async () => {
  const client = createClient({ base_url: "http://127.0.0.1:1" });

  await expect(client.getHealth()).rejects.toMatchObject({ code: "unavailable", status: null });
});

test("a call that was called off rejects with the caller's own reason", async () => {
  const { client } = await serve(() => undefined);
  const reason = new Error("changed my mind");

  await expect(client.getHealth({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("a stream gives each message as it comes and ends with the connection", async () => {
  const { client, seen } = await serve((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(': ping\n\nevent: run_event\nid: 4\ndata: {"seq":4,"da');
    response.write('ta":"é"}\n\n');
    response.end('event: run\ndata: {"id":1,"status":"completed"}\n\n');
  });

  const messages = [];
  for await (const message of client.streamRun({ id: 1, last_event_id: 3 })) messages.push(message);

  expect(messages).toEqual([
    { event: "run_event", data: { seq: 4, data: "é" } },
    { event: "run", data: { id: 1, status: "completed" } },
  ]);
  expect(seen[0]?.headers["last-event-id"]).toBe("3");
});
