import type { Socket } from "node:net";
import { buildConnector, Client } from "undici";
import type { LoadOrigin, UndiciTransport } from "../measure/load-order.ts";

export type SocketOrder = UndiciTransport & { origin: LoadOrigin; connectMs: number };

const OK = 200;

/** A socket to the target, secured and through the proxy where that is asked for. */
export async function openSocket({ origin, proxy, http_version, connectMs }: SocketOrder): Promise<Socket> {
  const tunnel = proxy === null ? null : await openTunnel(proxy, origin, connectMs);
  if (tunnel !== null && origin.protocol === "http:") return withVersion(tunnel, http_version);
  const connect = buildConnector({
    timeout: connectMs,
    allowH2: http_version === 2,
    // A resumed TLS session would measure something else.
    maxCachedSessions: 0,
    ...origin.tls,
  });
  const { host, port, protocol } = origin;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const address = { hostname: host, host: `${host}:${port}`, port: String(port), protocol };
    connect({ ...address, ...(tunnel === null ? {} : { httpSocket: tunnel }) }, (error, opened) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  return withVersion(socket, http_version);
}

/** Throws where the target was asked for HTTP/2 and does not speak it. */
function withVersion(socket: Socket, version: 1 | 2): Socket {
  if (version === 1) return socket;
  // Over plain TCP nothing is negotiated: both sides have to know, and undici goes by this name.
  if (!("encrypted" in socket)) return Object.assign(socket, { alpnProtocol: "h2" });
  if ("alpnProtocol" in socket && socket.alpnProtocol === "h2") return socket;
  socket.destroy();
  throw new Error("The target does not speak HTTP/2; ask for HTTP/1.1");
}

async function openTunnel(proxy: string, { host, port }: LoadOrigin, connectMs: number): Promise<Socket> {
  const { origin, username, password } = new URL(proxy);
  const client = new Client(origin, { connect: { timeout: connectMs } });
  const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const key = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const headers = { host: target, ...(username === "" ? {} : { "proxy-authorization": `Basic ${key}` }) };
  const { socket, statusCode } = await client.connect({ path: target, headers });
  if (statusCode === OK) return socket as Socket;
  socket.destroy();
  throw new Error(`The proxy answered ${statusCode} when it was asked for a tunnel`);
}
