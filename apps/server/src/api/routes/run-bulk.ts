import { OpenAPIHono } from "@hono/zod-openapi";
import { BulkOutcome, CancelRuns, RerunOutcome, RerunRuns, TagRuns } from "@tfbench/contracts";
import { cancelRuns, rerunRuns, tagRuns } from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { describe, operation } from "../operation.ts";
import { IdempotencyHeaders } from "../query-fields.ts";
import { replayHeader } from "./replay-header.ts";

const tag = "Runs";

const CANCEL = describe({
  id: "cancelRuns",
  method: "post",
  path: "/runs/cancel",
  tag,
  summary: "Cancel several runs",
  description: "Queued runs end at once; running ones are asked to stop. The others are named, with the reason.",
  parts: { body: CancelRuns },
  example: { ids: [1] },
  answer: { status: 200, schema: BulkOutcome, description: "What became of them." },
  refusals: [],
});

const RERUN = describe({
  id: "rerunRuns",
  method: "post",
  path: "/runs/rerun",
  tag,
  summary: "Run the same requests once more",
  description:
    "Runs that sent the same request the same way become one batch. On a real target, `confirm: true` is needed when the estimated cost of all of them is above `confirm_above_usd` or unknown.",
  parts: { headers: IdempotencyHeaders, body: RerunRuns },
  example: { ids: [1], confirm: true },
  answer: {
    status: 202,
    schema: RerunOutcome,
    description: "The batches that were queued.",
    headers: { "Idempotency-Replayed": "true when the key was known and nothing new was written." },
  },
  refusals: [409],
});

const TAG = describe({
  id: "tagRuns",
  method: "post",
  path: "/runs/tags",
  tag,
  summary: "Add tags to runs and remove others",
  description: "A run has at most ten tags. A tag that is in both lists is added.",
  parts: { body: TagRuns },
  example: { ids: [1], add: ["checked"] },
  answer: { status: 200, schema: BulkOutcome, description: "What became of them." },
  refusals: [],
});

export function runBulkRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CANCEL, async ({ ctx, input }) => ({ body: await cancelRuns(ctx, input.body) }));

  operation(app, RERUN, async ({ ctx, input }) => {
    const idempotency_key = input.headers["idempotency-key"];
    const { outcome, is_replayed } = await rerunRuns(ctx, { ...input.body, idempotency_key });
    return { body: outcome, headers: replayHeader(is_replayed) };
  });

  operation(app, TAG, async ({ ctx, input }) => ({ body: await tagRuns(ctx, input.body) }));

  return app;
}
