import { OpenAPIHono } from "@hono/zod-openapi";
import { DashboardKpis, DashboardTrends } from "@tfbench/contracts";
import { getDashboardKpis, getDashboardTrends } from "@tfbench/services";
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

const TRENDS = describe({
  id: "getDashboardTrends",
  method: "get",
  path: "/dashboard/trends",
  tag: "Dashboard",
  summary: "Say what changed against the period before",
  description:
    "Changes within scenarios with 95 % intervals and the verdict rule (better, worse, same, too_few), never a bare difference; outcomes and sparklines by step.",
  parts: { query: KpiQuery },
  answer: { status: 200, schema: DashboardTrends, description: "The changes of one origin." },
  refusals: [],
});

export function dashboardRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, GET, async ({ ctx, input }) => ({ body: await getDashboardKpis(ctx, input.query) }));

  operation(app, TRENDS, async ({ ctx, input }) => ({ body: await getDashboardTrends(ctx, input.query) }));

  return app;
}
