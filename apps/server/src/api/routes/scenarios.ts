import { OpenAPIHono } from "@hono/zod-openapi";
import { CreateScenario, Scenario, ScenarioReport, UpdateScenario } from "@tfbench/contracts";
import {
  createScenario,
  deleteScenario,
  getScenario,
  getScenarioReport,
  listScenarios,
  updateScenario,
} from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { ScenarioPage } from "../openapi/pages.ts";
import { describe, operation } from "../operation.ts";
import { ById, WrittenId } from "../query-fields.ts";
import { CatalogueQuery } from "./catalogue-query.ts";
import { ScenarioReportQuery } from "./run-queries.ts";

const tag = "Scenarios";
const INPUTS =
  "Names in `inputs_template` must be names that the automation's `request` uses; others are refused with `unknown_template_variable`.";
const ScenarioQuery = CatalogueQuery.extend({ automation_id: WrittenId.optional(), target_id: WrittenId.optional() });

const CREATE = describe({
  id: "createScenario",
  method: "post",
  path: "/scenarios",
  tag,
  summary: "Create a scenario",
  description: INPUTS,
  parts: { body: CreateScenario },
  example: { name: "Page title, four at once", automation_id: 1, run_settings: { concurrency: 4 } },
  answer: { status: 201, schema: Scenario, description: "The scenario.", headers: { Location: "The scenario." } },
  refusals: [404, 409],
});

const LIST = describe({
  id: "listScenarios",
  method: "get",
  path: "/scenarios",
  tag,
  summary: "List scenarios, newest first",
  parts: { query: ScenarioQuery },
  answer: { status: 200, schema: ScenarioPage, description: "A page." },
  refusals: [],
});

const GET = describe({
  id: "getScenario",
  method: "get",
  path: "/scenarios/{id}",
  tag,
  summary: "Get a scenario",
  parts: { params: ById },
  hasEtag: true,
  answer: { status: 200, schema: Scenario, description: "The scenario." },
  refusals: [404],
});

const UPDATE = describe({
  id: "updateScenario",
  method: "patch",
  path: "/scenarios/{id}",
  tag,
  summary: "Change or archive a scenario",
  description: INPUTS,
  parts: { params: ById, body: UpdateScenario },
  example: { archived: false },
  answer: { status: 200, schema: Scenario, description: "The scenario as it is now." },
  refusals: [404, 409],
});

const DELETE = describe({
  id: "deleteScenario",
  method: "delete",
  path: "/scenarios/{id}",
  tag,
  summary: "Delete a scenario that never ran",
  parts: { params: ById },
  answer: { status: 204, schema: null, description: "It is gone." },
  refusals: [404, 409],
});

const REPORT = describe({
  id: "getScenarioReport",
  method: "get",
  path: "/scenarios/{id}/report",
  tag,
  summary: "Report what the runs of a scenario say",
  description:
    "Trend by batch, distributions over all attempted runs, reliability over cases, failures by reason, and when the definition changed.",
  parts: { params: ById, query: ScenarioReportQuery },
  answer: { status: 200, schema: ScenarioReport, description: "The report of one period and one origin." },
  refusals: [404],
});

export function scenarioRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CREATE, async ({ ctx, input }) => {
    const body = await createScenario(ctx, input.body);
    return { body, headers: { Location: `/api/v1/scenarios/${body.id}` } };
  });

  operation(app, LIST, async ({ ctx, input }) => ({ body: await listScenarios(ctx, input.query) }));

  operation(app, GET, async ({ ctx, input }) => ({ body: await getScenario(ctx, input.params) }));

  operation(app, UPDATE, async ({ ctx, input }) => ({
    body: await updateScenario(ctx, { ...input.params, ...input.body }),
  }));

  operation(app, REPORT, async ({ ctx, input }) => ({
    body: await getScenarioReport(ctx, { ...input.params, ...input.query }),
  }));

  operation(app, DELETE, async ({ ctx, input }) => {
    await deleteScenario(ctx, input.params);
    return {};
  });

  return app;
}
