export const dynamic = "force-dynamic";

/** Says that this process answers; whether the API does is a question for /health. */
export function GET(): Response {
  return Response.json({ status: "ready" }, { headers: { "cache-control": "no-store" } });
}
