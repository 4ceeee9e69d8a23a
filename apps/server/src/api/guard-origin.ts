import { AppError } from "@tfbench/contracts";
import type { MiddlewareHandler } from "hono";
import { isLoopback } from "../config.ts";
import type { ApiEnv } from "./api-deps.ts";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

type Allowed = { names: Set<string>; namesWithPort: Set<string> };

const isBareIpv6 = (host: string): boolean => /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f.]*$/.test(host);

function readAllowed(hosts: readonly string[]): Allowed {
  const written = hosts.map((host) => host.toLowerCase());
  const inUrl = written.map((host) => (isBareIpv6(host) ? `[${host}]` : host));
  return {
    names: new Set([...LOOPBACK, ...inUrl.filter((host) => !/:\d+$/.test(host))]),
    namesWithPort: new Set(inUrl.filter((host) => /:\d+$/.test(host))),
  };
}

function isAllowed(allowed: Allowed, host: string): boolean {
  const authority = host.toLowerCase();
  return allowed.namesWithPort.has(authority) || allowed.names.has(authority.replace(/:\d{1,5}$/, ""));
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/** A name without a dot cannot be had in the public DNS, so no foreign page can point one here: it is a private network's. */
const isPrivateName = (host: string): boolean => /^[a-z0-9-]+(:\d{1,5})?$/i.test(host);

/**
 * Lets in only requests that name a host of ours, and mutations only from pages of ours. Needed on loopback too: any
 * web page can make a visitor's browser send requests there, and a name it controls can be pointed there. Beyond
 * loopback, other services may call it by the name their own network gives it.
 */
export function guardOrigin(ownHost: string, hosts: readonly string[]): MiddlewareHandler<ApiEnv> {
  const allowed = readAllowed([ownHost, ...hosts]);
  const hasNeighbours = !isLoopback(ownHost);
  return async (c, next) => {
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    if (!isAllowed(allowed, host) && !(hasNeighbours && isPrivateName(host))) {
      throw new AppError("forbidden_host", "This server does not answer to that host name.", {
        hint: "Use localhost, or name the host in TFBENCH_ALLOWED_HOSTS.",
      });
    }
    if (!SAFE_METHODS.includes(c.req.method))
      refuseForeignPage(c.req.header("origin"), c.req.header("sec-fetch-site"), allowed);
    await next();
  };
}

function refuseForeignPage(origin: string | undefined, fetchSite: string | undefined, allowed: Allowed): void {
  const originHost = origin === undefined ? undefined : hostOf(origin);
  const isForeign = originHost === null || (originHost !== undefined && !isAllowed(allowed, originHost));
  if (!isForeign && fetchSite?.toLowerCase() !== "cross-site") return;
  throw new AppError("forbidden_origin", "Changes are taken only from this server's own pages.", {
    hint: "Call the API without an Origin header, or name the page's host in TFBENCH_ALLOWED_HOSTS.",
  });
}
