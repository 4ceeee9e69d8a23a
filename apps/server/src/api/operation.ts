import { createRoute } from "@hono/zod-openapi";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { Problem } from "@tfbench/contracts";
import type { Context } from "@tfbench/services";
import type { Context as HonoContext } from "hono";
import { etag } from "hono/etag";
import type { z } from "zod";
import type { ApiEnv } from "./api-deps.ts";
import type { JsonSchema } from "./openapi/write-schemas.ts";
import { STATUS } from "./problem.ts";
import type { ProblemStatus } from "./problem.ts";
import { readJsonBody } from "./read-json-body.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The parts of a request an operation reads; each is checked before the verb is called. */
export type Parts = { params?: z.ZodObject; query?: z.ZodObject; headers?: z.ZodObject; body?: z.ZodObject };
type Input<P extends Parts> = { [K in keyof P]: P[K] extends z.ZodType ? z.output<P[K]> : never };

export type OperationFacts<P extends Parts, A extends z.ZodType | null> = {
  /** The operationId: the name of the verb. */
  id: string;
  method: Method;
  path: string;
  tag: string;
  summary: string;
  description?: string;
  parts: P;
  isBodyRequired?: boolean;
  /** A body that works on a fresh server. */
  example?: object;
  /** For a body that is a file: its media types, and a content that works on a fresh server. The operation reads it itself. */
  text?: { types: readonly string[]; example: string };
  /** `schema` null: no body, or for a stream no single one. */
  answer: {
    status: 200 | 201 | 202 | 204;
    schema: A;
    description: string;
    headers?: Record<string, string>;
    /** For a stream: its server-sent events, and what the data of each holds. */
    messages?: Record<string, z.ZodType>;
    /** For a file: the media types it may come in, and what JSON Schema says of each. */
    files?: Record<string, JsonSchema>;
  };
  hasEtag?: boolean;
  /** What it may refuse beyond what every operation may. */
  refusals: readonly ProblemStatus[];
};

type Call<P extends Parts> = { ctx: Context; input: Input<P>; c: HonoContext<ApiEnv> };
type Answer<A> = (A extends z.ZodType ? { body: z.output<A> } : { body?: never }) & {
  headers?: Record<string, string>;
};

const EVERY_OPERATION: readonly ProblemStatus[] = [
  STATUS.unauthenticated,
  STATUS.forbidden_host,
  STATUS.internal,
  STATUS.unavailable,
];

const refusalsOf = (facts: OperationFacts<Parts, z.ZodType | null>): ProblemStatus[] => {
  const { text } = facts;
  const { body, params, query, headers } = facts.parts;
  const fromInput = body || text || params || query || headers ? [STATUS.invalid_input] : [];
  const fromBody = body || text ? [STATUS.malformed_json, STATUS.body_too_large, STATUS.unsupported_media_type] : [];
  return [...new Set([...EVERY_OPERATION, ...fromInput, ...fromBody, ...facts.refusals])].sort((a, b) => a - b);
};

const problemAnswer = {
  description: "A problem document; see `code`.",
  content: { "application/problem+json": { schema: Problem } },
};

function describeAnswers(facts: OperationFacts<Parts, z.ZodType | null>): Record<string, object> {
  const { status, schema, description, headers, messages, files = {} } = facts.answer;
  const json = schema === null ? {} : { "application/json": { schema } };
  const stream = messages === undefined ? {} : { "text/event-stream": { messages } };
  const media = Object.fromEntries(Object.entries(files).map(([type, written]) => [type, { written }]));
  return {
    [status]: { description, content: { ...json, ...stream, ...media }, ...(headers ? { headers } : {}) },
    ...(facts.hasEtag ? { 304: { description: "What If-None-Match names is what there still is." } } : {}),
    ...Object.fromEntries(refusalsOf(facts).map((refusal) => [refusal, problemAnswer])),
    // Node.js answers before any route is asked, so there is no problem document.
    ...(facts.parts.query ? { 431: { description: "Address and headers are longer than 64 KiB." } } : {}),
  };
}

const describeText = ({ types, example }: NonNullable<OperationFacts<Parts, null>["text"]>) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: "object" as const }, example }]));

function describeRoute(facts: OperationFacts<Parts, z.ZodType | null>) {
  const { body, params, query, headers } = facts.parts;
  const isRequired = facts.isBodyRequired ?? true;
  return createRoute({
    operationId: facts.id,
    method: facts.method,
    path: facts.path,
    tags: [facts.tag],
    summary: facts.summary,
    ...(facts.description ? { description: facts.description } : {}),
    request: {
      ...(params ? { params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { headers } : {}),
      ...(facts.text ? { body: { required: true, content: describeText(facts.text) } } : {}),
      ...(body
        ? { body: { required: isRequired, content: { "application/json": { schema: body, example: facts.example } } } }
        : {}),
    },
    responses: describeAnswers(facts),
    middleware: [...(body ? [readJsonBody({ isRequired })] : []), ...(facts.hasEtag ? [etag()] : [])],
  });
}

/** What the schemas let through. The validators of this very route have run, so each named part is there and checked. */
function readInput<P extends Parts>(c: HonoContext<ApiEnv>, parts: P): Input<P> {
  const targets = { params: "param", query: "query", headers: "header", body: "json" } as const;
  const names = Object.keys(parts) as (keyof typeof targets)[];
  const values: Partial<Record<keyof typeof targets, unknown>> = {};
  for (const name of names) values[name] = c.req.valid(targets[name] as never);
  return values as Input<P>;
}

/** Keeps what is exact about an operation's facts, so that its verb is given the right types. */
export const describe = <const P extends Parts, A extends z.ZodType | null>(
  facts: OperationFacts<P, A>,
): OperationFacts<P, A> => facts;

/** Adds one operation: declared schemas in, one verb, declared schema out. Errors are thrown and mapped once for the whole app. */
export function operation<const P extends Parts, A extends z.ZodType | null>(
  app: OpenAPIHono<ApiEnv>,
  facts: OperationFacts<P, A>,
  run: (call: Call<P>) => Promise<Answer<A>>,
): void {
  app.openapi(describeRoute(facts), async (c: HonoContext<ApiEnv>): Promise<Response> => {
    const { status } = facts.answer;
    const { body, headers = {} } = await run({ ctx: c.get("ctx"), input: readInput(c, facts.parts), c });
    if (status === 204) return c.body(null, status, headers);
    return c.body(JSON.stringify(body), status, { "content-type": "application/json", ...headers });
  });
}

/** Adds an operation that answers with a stream of its own making. */
export function streamOperation<const P extends Parts>(
  app: OpenAPIHono<ApiEnv>,
  facts: OperationFacts<P, null>,
  run: (call: Call<P>) => Promise<Response>,
): void {
  app.openapi(describeRoute(facts), async (c: HonoContext<ApiEnv>): Promise<Response> => {
    // Nobody would read the stream, so nothing would ever end it.
    const [type = "text/event-stream"] = Object.keys(facts.answer.files ?? {});
    if (c.req.method === "HEAD") return c.body(null, facts.answer.status, { "content-type": type });
    return run({ ctx: c.get("ctx"), input: readInput(c, facts.parts), c });
  });
}
