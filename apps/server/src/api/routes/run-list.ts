import { OpenAPIHono } from "@hono/zod-openapi";
import { OpenRuns, RunColumn, RunFacets, RunIds, RunPage } from "@tfbench/contracts";
import { exportRuns, listOpenRuns, listRunFacets, listRunIds, listRuns } from "@tfbench/services";
import type { ApiDeps, ApiEnv } from "../api-deps.ts";
import { describe, operation, streamOperation } from "../operation.ts";
import { streamExport } from "../streams/stream-export.ts";
import { ExportQuery, FacetQuery, RunQuery } from "./run-queries.ts";

const tag = "Runs";

const LIST = describe({
  id: "listRuns",
  method: "get",
  path: "/runs",
  tag,
  summary: "List and search runs",
  parts: { query: RunQuery },
  answer: { status: 200, schema: RunPage, description: "A page." },
  refusals: [],
});

const FACETS = describe({
  id: "listRunFacets",
  method: "get",
  path: "/runs/facets",
  tag,
  summary: "Count the runs each value of a filter would leave",
  description: "Each facet counts with every filter but its own.",
  parts: { query: FacetQuery },
  answer: { status: 200, schema: RunFacets, description: "The counts." },
  refusals: [],
});

const IDS = describe({
  id: "listRunIds",
  method: "get",
  path: "/runs/ids",
  tag,
  summary: "Name every run that passes a filter",
  description:
    "All of them as of one moment, to be cancelled, tagged, run again or exported in portions, whatever comes in meanwhile.",
  parts: { query: FacetQuery },
  answer: { status: 200, schema: RunIds, description: "How many there are, and their ids." },
  refusals: [],
});

const OPEN = describe({
  id: "listOpenRuns",
  method: "get",
  path: "/runs/open",
  tag,
  summary: "List what runs now, each run with its last event",
  parts: {},
  answer: { status: 200, schema: OpenRuns, description: "The counts, and the newest of the open runs." },
  refusals: [],
});

const EXPORT = describe({
  id: "exportRuns",
  method: "get",
  path: "/runs/export",
  tag,
  summary: "Download the runs of a list as a file",
  description:
    "Every run that passes the filter, in the order of the list, as it comes out of the database. Which runs those are is settled when the request comes. In CSV, a text that a spreadsheet would take for a formula begins with '. Address and headers together may have 64 KiB; what is longer is answered 431 without a body.",
  parts: { query: ExportQuery },
  answer: {
    status: 200,
    schema: null,
    description: "The file.",
    headers: {
      "Content-Disposition": "The file's name.",
      "X-Total-Count": "How many runs the file will hold.",
    },
    files: {
      "text/csv": { type: "string" },
      "application/json": { type: "array", items: { type: "object" } },
      "application/x-ndjson": { type: "string" },
    },
  },
  refusals: [],
});

export function runListRoutes(deps: Pick<ApiDeps, "shutdown">): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, LIST, async ({ ctx, input }) => {
    const { sort, cursor = null, limit, ...filter } = input.query;
    return { body: await listRuns(ctx, { filter, sort, cursor, limit }) };
  });

  operation(app, FACETS, async ({ ctx, input }) => ({ body: await listRunFacets(ctx, input.query) }));

  operation(app, IDS, async ({ ctx, input }) => ({ body: await listRunIds(ctx, input.query) }));

  operation(app, OPEN, async ({ ctx }) => ({ body: await listOpenRuns(ctx) }));

  streamOperation(app, EXPORT, async ({ ctx, input }) => {
    const { sort, format, columns = RunColumn.options, tz, ...filter } = input.query;
    const exported = await exportRuns(ctx, { filter, sort, columns });
    return streamExport(exported, { format, columns, tz, now: ctx.settings.now(), shutdown: deps.shutdown });
  });

  return app;
}
