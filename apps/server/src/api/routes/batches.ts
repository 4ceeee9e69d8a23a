import { OpenAPIHono } from "@hono/zod-openapi";
import {
  Batch,
  BatchDetail,
  BatchFilter,
  BatchReport,
  BatchSort,
  BatchStatus,
  CreateBatch,
  Origin,
} from "@tfbench/contracts";
import { cancelBatch, createBatch, getBatch, getBatchReport, listBatches } from "@tfbench/services";
import { z } from "zod";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { BatchPage } from "../openapi/pages.ts";
import { describe, operation, streamOperation } from "../operation.ts";
import { ById, IdempotencyHeaders, Limit, PageCursor, Repeated, WrittenId } from "../query-fields.ts";
import { streamBatch } from "../streams/stream-batch.ts";
import { replayHeader } from "./replay-header.ts";

const tag = "Batches";
const BatchQuery = z.strictObject({
  status: Repeated(BatchStatus).optional(),
  scenario_id: Repeated(WrittenId).optional(),
  target_id: Repeated(WrittenId).optional(),
  origin: Origin.optional(),
  search: BatchFilter.shape.search,
  sort: BatchSort.default("-id"),
  cursor: PageCursor.optional(),
  limit: Limit,
});

const CREATE = describe({
  id: "createBatch",
  method: "post",
  path: "/batches",
  tag,
  summary: "Create a batch of runs of a scenario",
  description: "The same as triggering runs, answering with the batch.",
  parts: { headers: IdempotencyHeaders, body: CreateBatch },
  example: { scenario_id: 1, count: 10, labels: { branch: "main" } },
  answer: {
    status: 202,
    schema: Batch,
    description: "The batch, queued.",
    headers: {
      Location: "The batch.",
      "Idempotency-Replayed": "true when the key was known and nothing new was written.",
    },
  },
  refusals: [404, 409],
});

const LIST = describe({
  id: "listBatches",
  method: "get",
  path: "/batches",
  tag,
  summary: "List and search batches",
  parts: { query: BatchQuery },
  answer: { status: 200, schema: BatchPage, description: "A page." },
  refusals: [],
});

const GET = describe({
  id: "getBatch",
  method: "get",
  path: "/batches/{id}",
  tag,
  summary: "Get a batch with its plan and summary",
  parts: { params: ById },
  hasEtag: true,
  answer: { status: 200, schema: BatchDetail, description: "The batch." },
  refusals: [404],
});

const REPORT = describe({
  id: "getBatchReport",
  method: "get",
  path: "/batches/{id}/report",
  tag,
  summary: "Report what a batch taught",
  description: "Works while the batch runs; it then says how much of it is known.",
  parts: { params: ById },
  answer: { status: 200, schema: BatchReport, description: "The report." },
  refusals: [404],
});

const CANCEL = describe({
  id: "cancelBatch",
  method: "post",
  path: "/batches/{id}/cancel",
  tag,
  summary: "Cancel a batch",
  description: "Queued runs end at once; running ones are asked to stop. Asking again changes nothing.",
  parts: { params: ById },
  answer: { status: 202, schema: Batch, description: "The batch as it is now." },
  refusals: [404, 409],
});

const STREAM = describe({
  id: "streamBatch",
  method: "get",
  path: "/batches/{id}/stream",
  tag,
  summary: "Follow a batch as it happens",
  description:
    "Server-sent events: `batch` with its status and counts, at most about five a second. Ends after the final status.",
  parts: { params: ById },
  answer: {
    status: 200,
    schema: null,
    description: "The batch now, then whenever it changed.",
    messages: { batch: Batch },
  },
  refusals: [404],
});

export function batchRoutes(deps: Pick<ApiDeps, "shutdown" | "version" | "access_token">): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CREATE, async ({ ctx, input }) => {
    const { batch, is_replayed } = await createBatch(ctx, {
      ...input.body,
      idempotency_key: input.headers["idempotency-key"],
    });
    return { body: batch, headers: { Location: `/api/v1/batches/${batch.id}`, ...replayHeader(is_replayed) } };
  });

  operation(app, LIST, async ({ ctx, input }) => {
    const { sort, cursor = null, limit, ...filter } = input.query;
    return { body: await listBatches(ctx, { filter, sort, cursor, limit }) };
  });

  operation(app, GET, async ({ ctx, input }) => ({ body: await getBatch(ctx, input.params.id) }));

  operation(app, REPORT, async ({ ctx, input, c }) => {
    const facts = {
      version: deps.version,
      base_url: new URL(c.req.url).origin,
      asks_for_token: deps.access_token !== null,
    };
    return { body: await getBatchReport(ctx, { ...input.params, ...facts }) };
  });

  operation(app, CANCEL, async ({ ctx, input }) => ({ body: await cancelBatch(ctx, input.params) }));

  streamOperation(app, STREAM, async ({ ctx, input, c }) =>
    streamBatch(c, { ctx, batch_id: input.params.id, shutdown: deps.shutdown }),
  );

  return app;
}
