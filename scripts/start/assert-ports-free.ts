import { createServer } from "node:net";
import { ConfigError } from "../../apps/server/src/config.ts";

export type WantedPort = { variable: string; port: number };

/** Throws ConfigError with a sentence for each port that cannot be had, so that all of them can be set at once. */
export async function assertPortsFree(host: string, wanted: readonly WantedPort[]): Promise<void> {
  assertDistinct(wanted);
  const refusals: ConfigError[] = [];
  for (const { variable, port } of wanted) {
    const code = await reasonNotToListen(host, port);
    if (code === null) continue;
    refusals.push(
      code === "EADDRINUSE"
        ? new ConfigError(
            `Port ${port} on ${host} is in use by another program; stop that program or set ${variable} to another port.`,
          )
        : new ConfigError(`Port ${port} on ${host} cannot be opened (${code}); set ${variable} or HOST to another.`),
    );
  }
  if (refusals.length > 0) throw new ConfigError(refusals.map(({ message }) => message).join("\n"));
}

/** Port 0 is any free one, so several parts may have it. */
function assertDistinct(wanted: readonly WantedPort[]): void {
  for (const [index, { variable, port }] of wanted.entries()) {
    const same = wanted.slice(0, index).find((earlier) => earlier.port === port && port !== 0);
    if (same !== undefined)
      throw new ConfigError(`${same.variable} and ${variable} are both ${port}; each part needs a port of its own.`);
  }
}

/** What the system says when something tries to listen there; null when it can. */
async function reasonNotToListen(host: string, port: number): Promise<string | null> {
  const probe = createServer();
  const reason = await new Promise<string | null>((answered) => {
    probe.once("error", (cause: NodeJS.ErrnoException) => answered(cause.code ?? cause.message));
    probe.listen({ host: host.replace(/^\[|\]$/g, ""), port, exclusive: true }, () => answered(null));
  });
  if (reason === null) await new Promise((closed) => probe.close(closed));
  return reason;
}
