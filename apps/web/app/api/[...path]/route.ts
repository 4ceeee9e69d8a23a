import { webConfig } from "#config.ts";
import { forwardRequest } from "#server/forward-request.ts";
import { guardRequest } from "#server/guard-request.ts";
import { problemResponse } from "#server/problem-response.ts";

export const dynamic = "force-dynamic";

/** The browser's one way to the API: same path, same origin as the page. */
async function forward(request: Request): Promise<Response> {
  const config = webConfig();
  const refusal = guardRequest(request, config);
  if (refusal !== null) return problemResponse(refusal);
  const { pathname, search } = new URL(request.url);
  return forwardRequest(request, pathname + search, config);
}

export { forward as DELETE, forward as GET, forward as PATCH, forward as POST, forward as PUT };
