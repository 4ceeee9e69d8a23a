import { OpenAPIHono } from "@hono/zod-openapi";
import { LoadedSamples, RemovedSamples, RemoveSamples, Samples, SampleShape } from "@tfbench/contracts";
import { listSamples, loadSamples, removeSamples } from "@tfbench/services";
import { z } from "zod";
import type { ApiEnv } from "../api-deps.ts";
import { describe, operation } from "../operation.ts";

const tag = "Samples";
const ByShape = z.object({ shape: SampleShape });

const LIST = describe({
  id: "listSamples",
  method: "get",
  path: "/samples",
  tag,
  summary: "List the shapes of sample data, and what of them is loaded",
  parts: {},
  answer: { status: 200, schema: Samples, description: "Every shape." },
  refusals: [],
});

const REMOVE = describe({
  id: "removeSamples",
  method: "post",
  path: "/samples/remove",
  tag,
  summary: "Remove some of the sample data",
  description:
    "Removes about `limit` of the oldest sample runs. Call it again while `remaining_runs` is not 0; stopping in between leaves everything consistent. Real and simulated runs stay, and so do sample scenarios and automations that were changed or run.",
  parts: { body: RemoveSamples },
  isBodyRequired: false,
  example: { limit: 1_000 },
  answer: { status: 200, schema: RemovedSamples, description: "What went, and what is left." },
  refusals: [],
});

const LOAD = describe({
  id: "loadSamples",
  method: "post",
  path: "/samples/{shape}",
  tag,
  summary: "Load the sample data of a shape",
  description: "Loading what is there already writes nothing. Sample runs have the origin `sample`.",
  parts: { params: ByShape },
  answer: { status: 200, schema: LoadedSamples, description: "What is there now." },
  refusals: [409],
});

export function sampleRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, LIST, async ({ ctx }) => ({ body: await listSamples(ctx) }));

  operation(app, REMOVE, async ({ ctx, input }) => ({ body: await removeSamples(ctx, input.body) }));

  operation(app, LOAD, async ({ ctx, input }) => ({ body: await loadSamples(ctx, input.params) }));

  return app;
}
