import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import type { ApiEnv } from "../api-deps.ts";
import { writeRequestTemplate } from "./request-template.ts";
import { referTo, writeComponentSchemas, writeInline } from "./write-schemas.ts";
import type { JsonSchema } from "./write-schemas.ts";

export type DocumentFacts = { version: string; asksForToken: boolean };

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", description: "The server's TFBENCH_ACCESS_TOKEN." },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "tfbench_access",
    description: "The same token, as the dashboard sends it.",
  },
};
const REQUEST_ID = {
  "X-Request-Id": {
    description: "Names this request in the server's log.",
    required: true,
    schema: { type: "string" },
  },
};

/**
 * The OpenAPI 3.1 document of the routes. Written from zod's own JSON Schema, because the generator that comes with
 * the routes does not know recursive schemas.
 */
export function writeDocument(app: OpenAPIHono<ApiEnv>, { version, asksForToken }: DocumentFacts): object {
  const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === "route" ? [definition.route] : [],
  );
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const isOpen = route.path === "/health" || !asksForToken;
    paths[route.path] = { ...paths[route.path], [route.method]: writeOperation(route, isOpen) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "TinyFish benchmarking agent",
      version,
      description: "Runs web-agent automations, measures them and keeps every measurement.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.flatMap(({ tags }) => tags ?? []))].map((name) => ({ name })),
    paths,
    components: { schemas: writeSchemas(), ...(asksForToken ? { securitySchemes: SECURITY } : {}) },
  };
}

/** The named schemas; a contract says only that a request is an object, here it says which. */
function writeSchemas(): Record<string, JsonSchema> {
  const { CreateAutomation, UpdateAutomation, ...others } = writeComponentSchemas();
  const requests = {
    CreateAutomation: withRequest(CreateAutomation),
    UpdateAutomation: withRequest(UpdateAutomation),
    ...writeRequestTemplate(),
  };
  return Object.fromEntries(Object.entries({ ...others, ...requests }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const withRequest = (schema: JsonSchema = {}): JsonSchema => ({
  ...schema,
  properties: { ...(schema["properties"] as JsonSchema), request: { $ref: "#/components/schemas/RequestTemplate" } },
});

function writeOperation(route: RouteConfig, isOpen: boolean): object {
  const { operationId, summary, description, tags, request, responses } = route;
  const parameters = [
    ...writeParameters(request?.params, "path"),
    ...writeParameters(request?.query, "query"),
    ...writeParameters(request?.headers, "header"),
  ];
  return {
    operationId,
    tags,
    summary,
    ...(description ? { description } : {}),
    ...(isOpen ? {} : { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(request?.body === undefined ? {} : { requestBody: writeRequestBody(request.body) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, answer]) => [status, writeAnswer(status, answer)]),
    ),
  };
}

/** JSON of a named schema, or the text of a file. */
const writeRequestBody = ({ required = false, content }: NonNullable<NonNullable<RouteConfig["request"]>["body"]>) => ({
  required,
  content: Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      const { schema, example } = media !== undefined && "schema" in media ? media : {};
      return [type, isZod(schema) ? writeBody(schema, example) : { schema, example }];
    }),
  ),
});

const writeBody = (schema: z.ZodType, example: unknown): object => ({
  schema: referTo(schema),
  ...(example === undefined ? {} : { example }),
});

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

type ContentParts = { schema?: unknown; messages?: Record<string, z.ZodType>; written?: JsonSchema };
type AnswerParts = { description: string; headers?: Record<string, string>; content?: Record<string, ContentParts> };

function writeAnswer(status: string, answer: object): object {
  // Every answer was put there by operation.ts in this shape.
  const { description, headers = {}, content = {} } = answer as AnswerParts;
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: "string" } }]),
  );
  const challenge =
    status === "401" ? { "WWW-Authenticate": { description: "Bearer.", schema: { type: "string" } } } : {};
  const written = Object.entries(content).map(([type, parts]) => [type, { schema: writeContent(parts) }] as const);
  return {
    description,
    // 431 comes from Node.js itself, before a request has an id.
    headers: { ...(status === "431" ? {} : REQUEST_ID), ...own, ...challenge },
    ...(written.length > 0 ? { content: Object.fromEntries(written) } : {}),
  };
}

function writeContent({ schema, messages = {}, written }: ContentParts): JsonSchema {
  if (written !== undefined) return written;
  if (isZod(schema)) return referTo(schema);
  return { oneOf: Object.entries(messages).map(([event, data]) => writeMessage(event, data)) };
}

/** One server-sent event; its data is JSON of the schema named. */
const writeMessage = (event: string, data: z.ZodType): JsonSchema => ({
  type: "object",
  properties: {
    event: { type: "string", const: event },
    id: { type: "string" },
    data: { type: "string", contentMediaType: "application/json", contentSchema: referTo(data) },
  },
  required: ["event", "data"],
});
