import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import type { ApiEnv } from "../api-deps.ts";
import { referTo, writeComponentSchemas, writeInline } from "./write-schemas.ts";
import type { JsonSchema } from "./write-schemas.ts";

export type DocumentFacts = { version: string; asksForToken: boolean };

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", description: "The server's TFBENCH_ACCESS_TOKEN." },
  cookie: { type: "apiKey", in: "cookie", name: "tfbench_access", description: "The same token, as the dashboard sends it." },
};
const REQUEST_ID = { "X-Request-Id": { description: "Names this request in the server's log.", required: true, schema: { type: "string" } } };

/**
 * The OpenAPI 3.1 document of the routes. Written from zod's own JSON Schema, because the generator that comes with
 * the routes does not know recursive schemas.
 */
export function writeDocument(app: OpenAPIHono<ApiEnv>, { version, asksForToken }: DocumentFacts): object {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) => (definition.type === "route" ? [definition.route] : []));
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const isOpen = route.path === "/health" || !asksForToken;
    paths[route.path] = { ...paths[route.path], [route.method]: writeOperation(route, isOpen) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "TinyFish benchmarking agent", version, description: "Runs web-agent automations, measures them and keeps every measurement." },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.flatMap(({ tags }) => tags ?? []))].map((name) => ({ name })),
    paths,
    components: { schemas: writeComponentSchemas(), ...(asksForToken ? { securitySchemes: SECURITY } : {}) },
  };
}

function writeOperation(route: RouteConfig, isOpen: boolean): object {
  const { operationId, summary, description, tags, request, responses } = route;
  const parameters = [
    ...writeParameters(request?.params, "path"),
    ...writeParameters(request?.query, "query"),
    ...writeParameters(request?.headers, "header"),
  ];
  const content = request?.body?.content["application/json"];
  const body = content !== undefined && "schema" in content ? content.schema : undefined;
  return {
    operationId,
    tags,
    summary,
    ...(description ? { description } : {}),
    ...(isOpen ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isZod(body) ? { requestBody: { required: request?.body?.required ?? false, content: { "application/json": { schema: referTo(body) } } } } : {}),
    responses: Object.fromEntries(Object.entries(responses).map(([status, answer]) => [status, writeAnswer(status, answer)])),
  };
}

const isZod = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

const HEADER_NAMES: Record<string, string> = { "idempotency-key": "Idempotency-Key", "last-event-id": "Last-Event-ID" };

function writeParameters(parts: unknown, place: "path" | "query" | "header"): object[] {
  if (!(parts instanceof z.ZodObject)) return [];
  return Object.entries(parts.shape).map(([name, part]) => {
    const { description, ...schema } = writeInline(part);
    const required = !part.safeParse(undefined).success;
    return { name: HEADER_NAMES[name] ?? name, in: place, required, ...(description ? { description } : {}), schema };
  });
}

type AnswerParts = { description: string; headers?: Record<string, string>; content?: Record<string, { schema: unknown }> };

function writeAnswer(status: string, answer: object): object {
  // Every answer was put there by operation.ts in this shape.
  const { description, headers = {}, content } = answer as AnswerParts;
  const own = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: "string" } }]));
  const allow = status === "401" ? { "WWW-Authenticate": { description: "Bearer.", schema: { type: "string" } } } : {};
  return { description, headers: { ...REQUEST_ID, ...own, ...allow }, ...(content ? { content: writeContent(content) } : {}) };
}

function writeContent(content: Record<string, { schema: unknown }>): Record<string, { schema: JsonSchema }> {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema }]) => [type, { schema: isZod(schema) ? referTo(schema) : { type: "string" } }]),
  );
}

