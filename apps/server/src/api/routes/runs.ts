import { OpenAPIHono } from "@hono/zod-openapi";
import {
  CreateBatch,
  PreviewRun,
  Run,
  RunChecks,
  RunContext,
  RunPreview,
  RunSummary,
  SetVerdict,
  TriggeredRun,
} from "@tfbench/contracts";
import {
  cancelRun,
  clearRunVerdict,
  getRun,
  getRunChecks,
  getRunContext,
  previewRun,
  rerunRun,
  setRunVerdict,
  triggerRun,
} from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { RerunBody } from "../openapi/bodies.ts";
import { describe, operation } from "../operation.ts";
import { ById, IdempotencyHeaders } from "../query-fields.ts";
import { replayHeader } from "./replay-header.ts";

const tag = "Runs";
const TRIGGER_DESCRIPTION =
  "Writes one batch of `count` runs and queues it. On a real target, `confirm: true` is needed when the estimated cost is above `confirm_above_usd` or unknown; the refusal says the estimate.";
const QUEUED_HEADERS = {
  Location: "The run, or the batch when there are several runs.",
  "Idempotency-Replayed": "true when the key was known and nothing new was written.",
};

const TRIGGER = describe({
  id: "triggerRun",
  method: "post",
  path: "/runs/trigger",
  tag,
  summary: "Trigger one or more runs of a scenario",
  description: TRIGGER_DESCRIPTION,
  parts: { headers: IdempotencyHeaders, body: CreateBatch },
  example: { scenario_id: 1 },
  answer: {
    status: 202,
    schema: TriggeredRun,
    description: "The first run, with its batch.",
    headers: QUEUED_HEADERS,
  },
  refusals: [404, 409],
});

const PREVIEW = describe({
  id: "previewRun",
  method: "post",
  path: "/runs/preview",
  tag,
  summary: "Show the request that a trigger would send",
  description:
    "Of a stored scenario, or of an automation with what a scenario would add. Nothing is written or sent; secrets are not shown.",
  parts: { body: PreviewRun },
  example: { scenario_id: 1 },
  answer: { status: 200, schema: RunPreview, description: "The request, and what it would cost." },
  refusals: [404, 409],
});

const GET = describe({
  id: "getRun",
  method: "get",
  path: "/runs/{id}",
  tag,
  summary: "Get a run with everything measured",
  parts: { params: ById },
  hasEtag: true,
  answer: { status: 200, schema: Run, description: "The run." },
  refusals: [404],
});

const CONTEXT = describe({
  id: "getRunContext",
  method: "get",
  path: "/runs/{id}/context",
  tag,
  summary: "Say where a run stands among those of its scenario",
  description: "Against the attempted runs of the same scenario, target and origin of the last 30 days.",
  parts: { params: ById },
  answer: { status: 200, schema: RunContext, description: "Its rank and the distribution of the others." },
  refusals: [404],
});

const CHECKS = describe({
  id: "getRunChecks",
  method: "get",
  path: "/runs/{id}/checks",
  tag,
  summary: "Say what judged a run, check by check",
  description:
    "What each check expected and found, worked out from the stored result and the settings the run had; the run's `goal` is what was decided when it ended.",
  parts: { params: ById },
  answer: { status: 200, schema: RunChecks, description: "The checks, in the order in which they decide." },
  refusals: [404],
});

const CANCEL = describe({
  id: "cancelRun",
  method: "post",
  path: "/runs/{id}/cancel",
  tag,
  summary: "Cancel a run",
  description:
    "A queued run ends at once; a running one is asked to stop and ends a moment later. Asking again changes nothing.",
  parts: { params: ById },
  answer: { status: 202, schema: RunSummary, description: "The run as it is now." },
  refusals: [404, 409],
});

const RERUN = describe({
  id: "rerunRun",
  method: "post",
  path: "/runs/{id}/rerun",
  tag,
  summary: "Run the same request once more",
  description: "Sends the request as it was sent then, with the same settings, to the run's target as that is today.",
  parts: { params: ById, headers: IdempotencyHeaders, body: RerunBody },
  isBodyRequired: false,
  example: { confirm: true },
  answer: {
    status: 202,
    schema: TriggeredRun,
    description: "The new run, with its batch.",
    headers: QUEUED_HEADERS,
  },
  refusals: [404, 409],
});

const SET_VERDICT = describe({
  id: "setRunVerdict",
  method: "put",
  path: "/runs/{id}/verdict",
  tag,
  summary: "Keep a person's verdict on a run",
  description: "Kept beside the automatic goal, which it never changes. A run that has not ended is refused.",
  parts: { params: ById, body: SetVerdict },
  example: { goal: "failed", note: "The price is of another product." },
  answer: { status: 200, schema: RunSummary, description: "The run with the verdict." },
  refusals: [404, 409],
});

const CLEAR_VERDICT = describe({
  id: "clearRunVerdict",
  method: "delete",
  path: "/runs/{id}/verdict",
  tag,
  summary: "Take back a person's verdict on a run",
  parts: { params: ById },
  answer: { status: 204, schema: null, description: "The run has no verdict." },
  refusals: [404],
});

export function runRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, TRIGGER, async ({ ctx, input }) => {
    const { run, is_replayed } = await triggerRun(ctx, {
      ...input.body,
      idempotency_key: input.headers["idempotency-key"],
    });
    const location = run.count > 1 ? `/api/v1/batches/${run.batch_id}` : `/api/v1/runs/${run.id}`;
    return { body: run, headers: { Location: location, ...replayHeader(is_replayed) } };
  });

  operation(app, PREVIEW, async ({ ctx, input }) => ({ body: await previewRun(ctx, input.body) }));

  operation(app, GET, async ({ ctx, input }) => ({ body: await getRun(ctx, input.params.id) }));

  operation(app, CHECKS, async ({ ctx, input }) => ({ body: await getRunChecks(ctx, input.params.id) }));

  operation(app, CONTEXT, async ({ ctx, input }) => ({ body: await getRunContext(ctx, input.params.id) }));

  operation(app, CANCEL, async ({ ctx, input }) => ({ body: await cancelRun(ctx, input.params) }));

  operation(app, RERUN, async ({ ctx, input }) => {
    const key = { idempotency_key: input.headers["idempotency-key"] };
    const { run, is_replayed } = await rerunRun(ctx, { ...input.params, ...input.body, ...key });
    return { body: run, headers: { Location: `/api/v1/runs/${run.id}`, ...replayHeader(is_replayed) } };
  });

  operation(app, SET_VERDICT, async ({ ctx, input }) => ({
    body: await setRunVerdict(ctx, { ...input.params, ...input.body }),
  }));

  operation(app, CLEAR_VERDICT, async ({ ctx, input }) => {
    await clearRunVerdict(ctx, input.params);
    return {};
  });

  return app;
}
