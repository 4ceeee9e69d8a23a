import { once } from "node:events";
import { createServer, type Server } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestLoad } from "../fixtures/test-load.ts";
import { TEST_CERTIFICATE, TEST_KEY } from "../fixtures/tls-certificate.ts";
import type { LoadOrigin } from "./load-order.ts";

const EVENTS = 200;
const EVENT = `data: ${"x".repeat(1_000)}\n\n`;

let server: Server;
let origin: LoadOrigin;
let handshakes = 0;

beforeAll(async () => {
  server = createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (socket) => {
    handshakes += 1;
    socket.on("error", () => socket.destroy());
    socket.on("data", () => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${EVENTS * EVENT.length}\r\n\r\n`);
      for (let index = 0; index < EVENTS; index += 1) socket.write(EVENT);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TLS server has an address.");
  origin = { protocol: "https:", host: "127.0.0.1", port: address.port, tls: { ca: TEST_CERTIFICATE } };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const url = new URL("https://127.0.0.1");
const profile = { kind: "closed", runs: 6, concurrency: 2, start_spread_ms: 0 } as const;

test("over TLS every byte arrives, on connections whose handshakes were done before the first run", async () => {
  const handshakesBefore = handshakes;

  const { runs } = await startTestLoad({ url, profile, origin }).done;

  expect(handshakes - handshakesBefore).toBe(2);
  expect(runs.map(({ code, isFresh }) => ({ code, isFresh }))).toEqual(
    runs.map(() => ({ code: "complete", isFresh: false })),
  );
  for (const { body } of runs) expect(body).toBe(EVENT.repeat(EVENTS));
});

test("a fresh TLS connection counts its handshake as connecting", async () => {
  const { runs } = await startTestLoad({ url, profile: { ...profile, runs: 2 }, origin, connections: "fresh" }).done;

  for (const { stamps } of runs) expect(stamps?.connectedMs).toBeGreaterThan(stamps?.startedMs ?? NaN);
});

test("a certificate that nobody vouches for ends the run as tls, with the reason", async () => {
  const { runs } = await startTestLoad({ url, profile: { ...profile, runs: 1 }, origin: { ...origin, tls: {} } }).done;

  expect(runs[0]?.code).toBe("tls");
  expect(runs[0]?.text).toContain("self-signed certificate");
});
