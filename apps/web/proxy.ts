import { NextResponse, type NextRequest } from "next/server";
import { webConfig, type WebConfig } from "#config.ts";
import { isAccessToken, readAccessCookie } from "#server/access-cookie.ts";
import { guardRequest } from "#server/guard-request.ts";
import { contentSecurityPolicy } from "#server/security-headers.ts";

const OPEN_PATHS = ["/sign-in", "/session"];

/** How the visitor stands to the dashboard; the layout draws no frame around a page for those outside. */
const accessOf = (config: WebConfig, isAdmitted: boolean) =>
  config.accessToken === null ? "open" : isAdmitted ? "signed_in" : "signed_out";

/** Runs before every page: host check, sign-in where a token is set, and the content security policy with its nonce. */
export function proxy(request: NextRequest): Response {
  const config = webConfig();
  const refusal = guardRequest(request, config);
  if (refusal !== null) {
    return new Response(`${refusal.message}\n${refusal.hint}\n`, {
      status: refusal.status,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }

  const { pathname, search } = request.nextUrl;
  const given = readAccessCookie(request.headers.get("cookie"));
  const isAdmitted = config.accessToken === null || (given !== null && isAccessToken(given, config.accessToken));
  if (!isAdmitted && !OPEN_PATHS.includes(pathname)) {
    // Next.js sends an address of this host as a path, so that a TLS terminator in front does not matter.
    return NextResponse.redirect(new URL(`/sign-in?next=${encodeURIComponent(pathname + search)}`, request.url));
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy({ nonce, isDevelopment: config.isDevelopment });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-access", accessOf(config, isAdmitted));
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

// Files of the build carry no data; /api, /health and /ready guard themselves.
export const config = { matcher: ["/((?!api/|_next/static/|health$|ready$|icon.svg$).*)"] };
