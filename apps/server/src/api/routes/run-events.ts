import { OpenAPIHono } from "@hono/zod-openapi";
import { RunEvent, RunSummary } from "@tfbench/contracts";
import { listRunEvents } from "@tfbench/services";
import { z } from "zod";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { RunEventPage } from "../openapi/pages.ts";
import { describe, operation, streamOperation } from "../operation.ts";
import { ById, Limit, WrittenInteger } from "../query-fields.ts";
import { streamRun } from "../streams/stream-run.ts";

const tag = "Runs";
const Seq = WrittenInteger(z.int().min(0).max(2_147_483_647));
const EventQuery = z.strictObject({
  cursor: Seq.optional().meta({ description: "next_cursor of the page before: the `seq` of its last event." }),
  limit: Limit,
});
const StreamHeaders = z.object({
  "last-event-id": z
    .string()
    .regex(/^(0|[1-9][0-9]{0,8})$/, "must be the seq of an event")
    .optional()
    .meta({ description: "The `seq` of the last event already known; the stream goes on after it." }),
});

const LIST = describe({
  id: "listRunEvents",
  method: "get",
  path: "/runs/{id}/events",
  tag,
  summary: "List a run's events in order",
  parts: { params: ById, query: EventQuery },
  answer: { status: 200, schema: RunEventPage, description: "A page." },
  refusals: [404],
});

const STREAM = describe({
  id: "streamRun",
  method: "get",
  path: "/runs/{id}/stream",
  tag,
  summary: "Follow a run as it happens",
  description:
    "Server-sent events: `run_event` for each event, with its `seq` as id; `run` with the run's summary whenever its status changed. Ends after the final status.",
  parts: { params: ById, headers: StreamHeaders },
  answer: {
    status: 200,
    schema: null,
    description: "The events known so far, then new ones as they are stored.",
    messages: { run_event: RunEvent, run: RunSummary },
  },
  refusals: [404],
});

export function runEventRoutes(deps: Pick<ApiDeps, "shutdown">): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, LIST, async ({ ctx, input }) => {
    const { cursor = -1, limit } = input.query;
    return { body: await listRunEvents(ctx, { run_id: input.params.id, after_seq: cursor, limit }) };
  });

  streamOperation(app, STREAM, async ({ ctx, input, c }) =>
    streamRun(c, {
      ctx,
      run_id: input.params.id,
      after_seq: Number(input.headers["last-event-id"] ?? -1),
      shutdown: deps.shutdown,
    }),
  );

  return app;
}
