import { OpenAPIHono } from "@hono/zod-openapi";
import { Health } from "@tfbench/contracts";
import { getHealth } from "@tfbench/services";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { describe, operation } from "../operation.ts";

const GET = describe({
  id: "getHealth",
  method: "get",
  path: "/health",
  tag: "Health",
  summary: "Say how the system is",
  description: "Never asks for the access token.",
  parts: {},
  answer: { status: 200, schema: Health, description: "The state of database, workers and queue." },
  refusals: [],
});

export function healthRoutes(deps: Pick<ApiDeps, "version" | "started_at">): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, GET, async ({ ctx }) => ({
    body: await getHealth(ctx, { version: deps.version, started_at: deps.started_at }),
  }));

  return app;
}
