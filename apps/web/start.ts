/** Serves the dashboard from one process: `node start.ts` (built before) or `node start.ts --dev` (hot reload). */
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { hostInUrl, setNodeEnvironment, webConfig, type WebConfig } from "./config.ts";

const isDevelopment = process.argv.includes("--dev");
setNodeEnvironment(isDevelopment ? "development" : "production");
const config = configOrExit();
const { default: next } = await import("next");

// What the API takes: a filter that names a hundred tags is longer than the 16 KiB of Node.js.
const server = createServer({ maxHeaderSize: 65_536 });
const app = next({
  dev: isDevelopment,
  dir: fileURLToPath(new URL(".", import.meta.url)),
  hostname: config.host,
  port: config.port,
  httpServer: server,
});
await app.prepare();
const answer = app.getRequestHandler();
server.on("request", (request, response) => void answer(request, response));

server.once("error", (cause: NodeJS.ErrnoException) => {
  const reason =
    cause.code === "EADDRINUSE" ? `port ${config.port} is in use; set WEB_PORT to a free one` : cause.message;
  process.stderr.write(`The dashboard cannot start: ${reason}.\n`);
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.port;
  process.stdout.write(`Dashboard on http://${hostInUrl(config.host)}:${port}\n`);
});

/** A wrong variable ends the start with the sentence that names it. */
function configOrExit(): WebConfig {
  try {
    return webConfig();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  }
}

function stop(): void {
  server.close(() => process.exit(0));
  // Live streams never end by themselves.
  server.closeAllConnections();
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);
