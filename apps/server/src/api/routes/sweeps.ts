import { OpenAPIHono } from "@hono/zod-openapi";
import { CreateSweep, Sweep } from "@tfbench/contracts";
import { cancelSweep, createSweep, getSweep, listSweeps } from "@tfbench/services";
import { z } from "zod";
import type { ApiEnv } from "../api-deps.ts";
import { SweepPage } from "../openapi/pages.ts";
import { describe, operation } from "../operation.ts";
import { ById, IdempotencyHeaders, Limit, PageCursor } from "../query-fields.ts";
import { replayHeader } from "./replay-header.ts";

const tag = "Sweeps";

const CREATE = describe({
  id: "createSweep",
  method: "post",
  path: "/sweeps",
  tag,
  summary: "Measure a scenario at several levels of load",
  description:
    "One batch a level, measured one after another. With `search` in place of `levels` the highest level that is shown to meet objectives is looked for: each batch follows from what the earlier ones showed. A budget is each batch's own; costs are confirmed for all together. Of scenarios of endpoints.",
  parts: { headers: IdempotencyHeaders, body: CreateSweep },
  example: {
    scenario_id: 1,
    levels: [1, 2, 4, 8],
    load: { kind: "closed", runs: 200, concurrency: 1, start_spread_ms: 100 },
  },
  answer: {
    status: 202,
    schema: Sweep,
    description: "The sweep, queued.",
    headers: {
      Location: "The sweep.",
      "Idempotency-Replayed": "true when the key was known and nothing new was written.",
    },
  },
  refusals: [404, 409],
});

const LIST = describe({
  id: "listSweeps",
  method: "get",
  path: "/sweeps",
  tag,
  summary: "List sweeps, the newest first",
  parts: { query: z.strictObject({ cursor: PageCursor.optional(), limit: Limit }) },
  answer: { status: 200, schema: SweepPage, description: "A page." },
  refusals: [],
});

const GET = describe({
  id: "getSweep",
  method: "get",
  path: "/sweeps/{id}",
  tag,
  summary: "Get a sweep with what each level showed",
  description:
    "Works while it goes on; levels that have not ended have no figures yet. Of a search each load stands by itself, and `search` says what they decided together.",
  parts: { params: ById },
  answer: { status: 200, schema: Sweep, description: "The sweep." },
  refusals: [404],
});

const CANCEL = describe({
  id: "cancelSweep",
  method: "post",
  path: "/sweeps/{id}/cancel",
  tag,
  summary: "Cancel a sweep",
  description:
    "Levels that wait end at once; the one that is measured is asked to stop. A search is over with it, and keeps what it had shown.",
  parts: { params: ById },
  answer: { status: 202, schema: Sweep, description: "The sweep as it is now." },
  refusals: [404, 409],
});

export function sweepRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CREATE, async ({ ctx, input }) => {
    const { sweep, is_replayed } = await createSweep(ctx, {
      ...input.body,
      idempotency_key: input.headers["idempotency-key"],
    });
    return { body: sweep, headers: { Location: `/api/v1/sweeps/${sweep.id}`, ...replayHeader(is_replayed) } };
  });

  operation(app, LIST, async ({ ctx, input: { query } }) => ({
    body: await listSweeps(ctx, { cursor: query.cursor ?? null, limit: query.limit }),
  }));

  operation(app, GET, async ({ ctx, input }) => ({ body: await getSweep(ctx, input.params.id) }));

  operation(app, CANCEL, async ({ ctx, input }) => ({ body: await cancelSweep(ctx, input.params) }));

  return app;
}
