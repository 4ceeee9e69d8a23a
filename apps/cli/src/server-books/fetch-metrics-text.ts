import { get as getHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";

const LIMIT_MS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

export type MetricsPlace = {
  url: string;
  /** Sent as a bearer; null for none. */
  credential: string | null;
  isTlsUnverified: boolean;
};

/** The text of a metrics page. Rejects with an Error whose message says why there is none. */
export function fetchMetricsText({ url, credential, isTlsUnverified }: MetricsPlace): Promise<string> {
  const headers = { accept: "text/plain", ...(credential === null ? {} : { authorization: `Bearer ${credential}` }) };
  // A connection of its own: the load's are counted.
  const shared = { headers, agent: false, signal: AbortSignal.timeout(LIMIT_MS) } as const;
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage): void => void readText(response).then(resolve, reject);
    const request = url.startsWith("https:")
      ? getHttps(url, { ...shared, rejectUnauthorized: !isTlsUnverified }, read)
      : getHttp(url, shared, read);
    request.on("error", (cause) => reject(explained(cause)));
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`it answers with status ${response.statusCode ?? 0}`);
  }
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response) {
      const bytes = Buffer.from(part);
      size += bytes.length;
      if (size > MOST_BYTES) throw new Error("it has no end within 64 MiB");
      parts.push(bytes);
    }
  } catch (cause) {
    throw cause instanceof Error ? explained(cause) : cause;
  }
  return Buffer.concat(parts).toString("utf8");
}

const explained = (cause: Error): Error =>
  cause.name === "AbortError" || cause.name === "TimeoutError"
    ? new Error(`no whole answer within ${LIMIT_MS / 1000} s`, { cause })
    : cause;
