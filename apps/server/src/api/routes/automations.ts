import { OpenAPIHono } from "@hono/zod-openapi";
import { Automation, CreateAutomation, UpdateAutomation } from "@tfbench/contracts";
import {
  createAutomation,
  deleteAutomation,
  getAutomation,
  listAutomations,
  updateAutomation,
} from "@tfbench/services";
import type { ApiEnv } from "../api-deps.ts";
import { AutomationPage } from "../openapi/pages.ts";
import { describe, operation } from "../operation.ts";
import { ById } from "../query-fields.ts";
import { CatalogueQuery } from "./catalogue-query.ts";

const tag = "Automations";
const TEMPLATES =
  "`{{name}}` in any text of `request` is filled from `default_inputs`, then the scenario's `inputs_template`, then the trigger's `inputs`; later wins. A place that is the whole text takes the value as it is, inside text it is written out. Two literal braces are written `{{{{`. A value for a name that `request` does not use is refused with `unknown_template_variable`.";

const CREATE = describe({
  id: "createAutomation",
  method: "post",
  path: "/automations",
  tag,
  summary: "Create an automation",
  description: TEMPLATES,
  parts: { body: CreateAutomation },
  example: {
    name: "Page title",
    request: { url: "{{url}}", goal: "Read the title of the page" },
    default_inputs: { url: "https://example.com" },
  },
  answer: {
    status: 201,
    schema: Automation,
    description: "The automation.",
    headers: { Location: "The automation." },
  },
  refusals: [],
});

const LIST = describe({
  id: "listAutomations",
  method: "get",
  path: "/automations",
  tag,
  summary: "List automations, newest first",
  parts: { query: CatalogueQuery },
  answer: { status: 200, schema: AutomationPage, description: "A page." },
  refusals: [],
});

const GET = describe({
  id: "getAutomation",
  method: "get",
  path: "/automations/{id}",
  tag,
  summary: "Get an automation",
  parts: { params: ById },
  hasEtag: true,
  answer: { status: 200, schema: Automation, description: "The automation." },
  refusals: [404],
});

const UPDATE = describe({
  id: "updateAutomation",
  method: "patch",
  path: "/automations/{id}",
  tag,
  summary: "Change or archive an automation",
  description: TEMPLATES,
  parts: { params: ById, body: UpdateAutomation },
  example: { description: "Reads one title" },
  answer: { status: 200, schema: Automation, description: "The automation as it is now." },
  refusals: [404],
});

const DELETE = describe({
  id: "deleteAutomation",
  method: "delete",
  path: "/automations/{id}",
  tag,
  summary: "Delete an automation nothing hangs on",
  parts: { params: ById },
  answer: { status: 204, schema: null, description: "It is gone." },
  refusals: [404, 409],
});

export function automationRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  operation(app, CREATE, async ({ ctx, input }) => {
    const body = await createAutomation(ctx, input.body);
    return { body, headers: { Location: `/api/v1/automations/${body.id}` } };
  });

  operation(app, LIST, async ({ ctx, input }) => ({ body: await listAutomations(ctx, input.query) }));

  operation(app, GET, async ({ ctx, input }) => ({ body: await getAutomation(ctx, input.params) }));

  operation(app, UPDATE, async ({ ctx, input }) => ({
    body: await updateAutomation(ctx, { ...input.params, ...input.body }),
  }));

  operation(app, DELETE, async ({ ctx, input }) => {
    await deleteAutomation(ctx, input.params);
    return {};
  });

  return app;
}
