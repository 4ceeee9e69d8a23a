import { OpenAPIHono } from "@hono/zod-openapi";
import { CreateTarget, Target, TargetTest, UpdateTarget } from "@tfbench/contracts";
import {
  createTarget,
  deleteTarget,
  getTarget,
  listTargets,
  testTarget,
  testTargetDraft,
  updateTarget,
} from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { TargetPage } from "../openapi/pages.ts";
import { describe, operation } from "../operation.ts";
import { ById } from "../query-fields.ts";
import { CatalogueQuery } from "./catalogue-query.ts";

const tag = "Targets";

const CREATE = describe({
  id: "createTarget",
  method: "post",
  path: "/targets",
  tag,
  summary: "Create a target",
  description: "No secret is stored: `credential` names an environment variable of the worker, as `env:NAME`.",
  parts: { body: CreateTarget },
  example: {
    name: "Staging",
    base_url: "https://agent.example.com",
    credential: "env:STAGING_KEY",
    limits: { max_in_flight: 2 },
  },
  answer: { status: 201, schema: Target, description: "The target.", headers: { Location: "The target." } },
  refusals: [],
});

const LIST = describe({
  id: "listTargets",
  method: "get",
  path: "/targets",
  tag,
  summary: "List targets, newest first",
  parts: { query: CatalogueQuery },
  answer: { status: 200, schema: TargetPage, description: "A page." },
  refusals: [],
});

const GET = describe({
  id: "getTarget",
  method: "get",
  path: "/targets/{id}",
  tag,
  summary: "Get a target",
  parts: { params: ById },
  hasEtag: true,
  answer: { status: 200, schema: Target, description: "The target." },
  refusals: [404],
});

const UPDATE = describe({
  id: "updateTarget",
  method: "patch",
  path: "/targets/{id}",
  tag,
  summary: "Change or archive a target, or make it the default",
  description:
    "Changed prices are a new version; runs keep the version they were priced with. Address and credential of a builtin target follow the server's configuration.",
  parts: { params: ById, body: UpdateTarget },
  example: { prices: { usd_per_step: 0.016, bills: "all" } },
  answer: { status: 200, schema: Target, description: "The target as it is now." },
  refusals: [404, 409],
});

const DELETE = describe({
  id: "deleteTarget",
  method: "delete",
  path: "/targets/{id}",
  tag,
  summary: "Delete a target nothing hangs on",
  parts: { params: ById },
  answer: { status: 204, schema: null, description: "It is gone." },
  refusals: [404, 409],
});

const TEST_DESCRIPTION =
  "Looks up the name, connects, secures the connection, reads the key and asks for the cheapest thing that needs it; each phase has its own time limit of at most 10 s. No run is started. A target that cannot be reached is an answer with `ok: false`, not an error.";

const TEST = describe({
  id: "testTarget",
  method: "post",
  path: "/targets/{id}/test",
  tag,
  summary: "Test whether a target can be reached and takes its key",
  description: TEST_DESCRIPTION,
  parts: { params: ById },
  answer: { status: 200, schema: TargetTest, description: "How each step went." },
  refusals: [404, 409],
});

const TEST_DRAFT = describe({
  id: "testTargetDraft",
  method: "post",
  path: "/targets/test",
  tag,
  summary: "Test a target before it is created",
  description: TEST_DESCRIPTION,
  parts: { body: CreateTarget },
  example: { name: "Staging", base_url: "http://127.0.0.1:8010", credential: "env:TFBENCH_SIMULATOR_KEY" },
  answer: { status: 200, schema: TargetTest, description: "How each step went." },
  refusals: [409],
});

export function targetRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CREATE, async ({ ctx, input }) => {
    const body = await createTarget(ctx, input.body);
    return { body, headers: { Location: `/api/v1/targets/${body.id}` } };
  });

  operation(app, LIST, async ({ ctx, input }) => ({ body: await listTargets(ctx, input.query) }));

  operation(app, GET, async ({ ctx, input }) => ({ body: await getTarget(ctx, input.params) }));

  operation(app, UPDATE, async ({ ctx, input }) => ({
    body: await updateTarget(ctx, { ...input.params, ...input.body }),
  }));

  operation(app, DELETE, async ({ ctx, input }) => {
    await deleteTarget(ctx, input.params);
    return {};
  });

  operation(app, TEST_DRAFT, async ({ ctx, input, c }) => ({
    body: await testTargetDraft(ctx, input.body, c.req.raw.signal),
  }));

  operation(app, TEST, async ({ ctx, input, c }) => ({
    body: await testTarget(ctx, input.params, c.req.raw.signal),
  }));

  return app;
}
