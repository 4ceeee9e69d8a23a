import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { AppError } from "@tfbench/contracts";
import type { Context } from "@tfbench/services";
import type { Logger } from "pino";
import { createApi } from "./api/app.ts";
import { hostInUrl, type ServerConfig } from "./config.ts";
import { settingsInForce } from "./settings-in-force.ts";

export type ApiPart = { readonly url: string; stop(): Promise<void> };

/** Time an open request has to end by itself when the API stops. */
const STOP_GRACE_MS = 2_000;

/** Address and headers of a request together: filters that name a hundred tags are longer than the 16 KiB of Node.js. */
const MAX_HEAD_BYTES = 65_536;

/** Listens with the API. Throws AppError `unavailable` in one sentence when the port cannot be had. */
export async function startApi(
  config: ServerConfig,
  deps: { ctx: Context; log: Logger; version: string },
): Promise<ApiPart> {
  const { ctx, log, version } = deps;
  const shutdown = new AbortController();
  const api = createApi({
    ...ctx,
    version,
    started_at: new Date().toISOString(),
    settings_in_force: settingsInForce(config),
    host: config.host,
    allowed_hosts: config.allowedHosts,
    access_token: config.accessToken,
    log,
    shutdown: shutdown.signal,
  });
  const server = createServer({ maxHeaderSize: MAX_HEAD_BYTES }, getRequestListener(api.fetch));
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(config.port, config.host.replace(/^\[|\]$/g, ""), listening);
  }).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === "EADDRINUSE" ? "is in use by another program" : `cannot be opened (${cause.code})`;
    throw new AppError("unavailable", `Port ${config.port} on ${config.host} ${reason}.`, {
      hint: "Stop that program or set PORT to another port.",
      cause,
    });
  });
  // With a string path instead of a port a server has no such address; we always listen on a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${hostInUrl(config.host)}:${port}`,
    async stop() {
      shutdown.abort();
      const closed = new Promise<void>((done) => server.close(() => done()));
      const force = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS);
      server.closeIdleConnections();
      await closed;
      clearTimeout(force);
    },
  };
}
