import { createServer } from "node:net";
import { ConfigError } from "../../apps/server/src/config.ts";

/** Throws ConfigError, in one sentence that names the variable, when nothing can listen on this port. Port 0 is always free. */
export async function assertPortFree(host: string, port: number, variable: string): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((listening, failed) => {
      probe.once("error", failed);
      probe.listen({ host: host.replace(/^\[|\]$/g, ""), port, exclusive: true }, listening);
    });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    const why = code === "EADDRINUSE" ? "is in use by another program" : `cannot be opened (${code})`;
    throw new ConfigError(`Port ${port} on ${host} ${why}; stop that program or set ${variable} to another port.`, {
      cause,
    });
  }
  await new Promise((closed) => probe.close(closed));
}
