import { webConfig } from "#config.ts";
import { ACCESS_COOKIE, isAccessToken } from "#server/access-cookie.ts";

const ONE_MONTH_S = 30 * 24 * 60 * 60;

const redirectTo = (location: string, cookie?: string) =>
  new Response(null, { status: 303, headers: { location, ...(cookie === undefined ? {} : { "set-cookie": cookie }) } });

/** Only a path of this site: `//host` and `/\host` would lead elsewhere. */
const localPath = (next: string): string => (/^\/(?![/\\])/.test(next) ? next : "/");

const isSecure = (request: Request) =>
  (request.headers.get("x-forwarded-proto") ?? new URL(request.url).protocol).startsWith("https");

/** Signs in with the access token from the form, or out when the form says so. The origin was checked in proxy.ts. */
export async function POST(request: Request): Promise<Response> {
  const { accessToken } = webConfig();
  const form = new URLSearchParams(await request.text());
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure(request) ? "; Secure" : ""}`;
  if (form.has("sign_out")) return redirectTo("/sign-in", `${ACCESS_COOKIE}=; ${attributes}; Max-Age=0`);

  const next = localPath(form.get("next") ?? "/");
  const token = form.get("token") ?? "";
  if (accessToken === null) return redirectTo(next);
  if (!isAccessToken(token, accessToken)) return redirectTo(`/sign-in?refused=1&next=${encodeURIComponent(next)}`);
  return redirectTo(next, `${ACCESS_COOKIE}=${encodeURIComponent(token)}; ${attributes}; Max-Age=${ONE_MONTH_S}`);
}
