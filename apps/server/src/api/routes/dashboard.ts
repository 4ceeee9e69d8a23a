import { OpenAPIHono } from "@hono/zod-openapi";
import { DashboardKpis } from "@tfbench/contracts";
import { getDashboardKpis } from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { describe, operation } from "../operation.ts";
import { KpiQuery } from "./run-queries.ts";

const GET = describe({
  id: "getDashboardKpis",
  method: "get",
  path: "/dashboard/kpis",
  tag: "Dashboard",
  summary: "Get the figures of a period and the one before",
  parts: { query: KpiQuery },
  answer: { status: 200, schema: DashboardKpis, description: "The figures of one origin." },
  refusals: [],
});

export function dashboardRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, GET, async ({ ctx, input }) => ({ body: await getDashboardKpis(ctx, input.query) }));

  return app;
}
