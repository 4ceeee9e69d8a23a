import { OpenAPIHono } from "@hono/zod-openapi";
import { AuditFilter, System } from "@tfbench/contracts";
import { getSystem, listAuditLog } from "@tfbench/services";
import { z } from "zod";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { AuditPage } from "../openapi/pages.ts";
import { describe, operation } from "../operation.ts";
import { Limit, PageCursor, WrittenId } from "../query-fields.ts";

const tag = "System";

const GET = describe({
  id: "getSystem",
  method: "get",
  path: "/system",
  tag,
  summary: "Describe the installation",
  description: "Versions, sizes, workers, queue, settings in force and what to do about what is wrong. No secret.",
  parts: {},
  answer: { status: 200, schema: System, description: "The installation now." },
  refusals: [],
});

const LIST = describe({
  id: "listAuditLog",
  method: "get",
  path: "/audit-log",
  tag,
  summary: "List who changed what",
  parts: {
    query: z.strictObject({
      noun: AuditFilter.shape.noun,
      noun_id: WrittenId.optional(),
      cursor: PageCursor.optional(),
      limit: Limit,
    }),
  },
  answer: { status: 200, schema: AuditPage, description: "A page, the newest first." },
  refusals: [],
});

export function systemRoutes(deps: Pick<ApiDeps, "version" | "started_at" | "settings_in_force">): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, GET, async ({ ctx }) => {
    const { version, started_at, settings_in_force } = deps;
    return { body: await getSystem(ctx, { version, started_at, settings: settings_in_force }) };
  });

  operation(app, LIST, async ({ ctx, input }) => {
    const { cursor = null, limit, ...filter } = input.query;
    return { body: await listAuditLog(ctx, { filter, cursor, limit }) };
  });

  return app;
}
