import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type CurlHome = { env: { CURL_HOME: string }; remove: () => void };

const ANSWER = /^answered (\d{3}) ?(.*)$/gm;

/**
 * Settings that let commands be run as they are written: curl goes to another port than the one in the address, which
 * stays what it is for the server, and tells the status of each answer on the error channel.
 */
export function writeCurlHome(ports: Record<number, number>): CurlHome {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-curl-"));
  const routes = Object.entries(ports).map(([shown, real]) => `connect-to = "127.0.0.1:${shown}:127.0.0.1:${real}"`);
  const tell = String.raw`write-out = "%{stderr}answered %{http_code} %{content_type}\n"`;
  writeFileSync(join(folder, ".curlrc"), [...routes, tell, ""].join("\n"));
  return { env: { CURL_HOME: folder }, remove: () => rmSync(folder, { recursive: true }) };
}

/** The answers that curl told of, in order. */
export const listAnswers = (stderr: string): { status: string; type: string }[] =>
  [...stderr.matchAll(ANSWER)].map(([, status = "", type = ""]) => ({ status, type: type.split(";")[0] ?? "" }));
