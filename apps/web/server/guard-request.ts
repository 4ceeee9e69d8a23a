import type { Problem } from "@tfbench/contracts";
import { isIP } from "node:net";
import { isLoopbackHost, type WebConfig } from "#config.ts";

export type Refusal = {
  status: 403;
  code: Extract<Problem["code"], "forbidden_host" | "forbidden_origin">;
  message: string;
  hint: string;
};

const READING_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** `host:port` without the port and without the brackets of IPv6; null when it is no host at all. */
function hostName(hostHeader: string): string | null {
  const url = URL.canParse(`http://${hostHeader}`) ? new URL(`http://${hostHeader}`) : null;
  if (url === null || url.pathname !== "/" || url.username !== "" || url.search !== "") return null;
  return url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
}

/**
 * A name that an attacker controls can be pointed at this machine (DNS rebinding); an IP address cannot. So bound to
 * loopback only loopback names pass, and beyond it IP addresses and the names the operator listed.
 */
function isAllowedHost(hostHeader: string, config: WebConfig): boolean {
  const name = hostName(hostHeader);
  if (name === null) return false;
  if (isLoopbackHost(name) || name === config.host.toLowerCase() || config.allowedHosts.includes(name)) return true;
  return !isLoopbackHost(config.host) && isIP(name) !== 0;
}

/** Refuses requests that a foreign page makes through the visitor's browser. Null lets the request pass. */
export function guardRequest(request: { method: string; headers: Headers }, config: WebConfig): Refusal | null {
  const host = request.headers.get("host") ?? "";
  if (!isAllowedHost(host, config)) {
    return {
      status: 403,
      code: "forbidden_host",
      message: `The dashboard does not answer for the host "${host}".`,
      hint: "Open it by the address printed at start, or list the name in TFBENCH_ALLOWED_HOSTS.",
    };
  }
  if (READING_METHODS.has(request.method)) return null;

  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isForeignOrigin = origin !== null && (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase());
  const isForeignSite = site !== null && site !== "same-origin";
  if (!isForeignOrigin && !isForeignSite) return null;
  return {
    status: 403,
    code: "forbidden_origin",
    message: "This request came from another page than the dashboard.",
    hint: "Changes are accepted from the dashboard's own pages; scripts may call the API itself.",
  };
}
