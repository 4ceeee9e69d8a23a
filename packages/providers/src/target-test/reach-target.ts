import { lookup } from "node:dns/promises";
import type { LookupAddress } from "node:dns";
import { connect, isIP } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { StepFailure } from "./step-failure.ts";

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
const portOf = (url: URL): number => (url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port));

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : String(cause);

export async function resolveHost(url: URL): Promise<LookupAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return lookup(host, { all: true }).catch((cause: unknown) => {
    throw new StepFailure(
      `No address was found for ${host} (${codeOf(cause)}). Check the name and this machine's DNS.`,
      cause,
    );
  });
}

/** Connects to any of the addresses; the caller owns the socket. */
export function openSocket(url: URL, addresses: LookupAddress[], signal: AbortSignal): Promise<Socket> {
  const port = portOf(url);
  const socket = connect({
    host: hostOf(url),
    port,
    autoSelectFamily: true,
    lookup: (_host, _options, answer) => answer(null, addresses),
    signal,
  });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.on("error", (cause) => {
      socket.destroy();
      const reason = codeOf(cause);
      const advice =
        reason === "ECONNREFUSED"
          ? "Nothing listens there: check the port, and that the service runs."
          : "Check the address and the network.";
      reject(new StepFailure(`No connection to ${hostOf(url)} at port ${port} (${reason}). ${advice}`, cause));
    });
  });
}

export function secureSocket(url: URL, plain: Socket): Promise<Socket> {
  const host = hostOf(url);
  const socket = connectTls({ socket: plain, ...(isIP(host) === 0 ? { servername: host } : {}) });
  return new Promise((resolve, reject) => {
    socket.once("secureConnect", () => resolve(socket));
    socket.on("error", (cause) => {
      socket.destroy();
      reject(
        new StepFailure(
          `No secure connection to ${host} (${codeOf(cause)}). Check that the port speaks TLS and that its certificate is valid for this name.`,
          cause,
        ),
      );
    });
  });
}
