import { z } from "zod";

/** The part of JSON Schema that the OpenAPI document uses; what is not named here is kept and never read. */
export type Schema = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  example?: unknown;
  examples?: unknown[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
  items?: Schema | undefined;
  prefixItems?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  allOf?: Schema[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | Schema | undefined;
};

/** `true` and `false` are schemas too: anything, and nothing. */
const spellOut = (schema: unknown): unknown =>
  typeof schema === "boolean" ? (schema ? {} : { type: "never" }) : schema;

const Schema: z.ZodType<Schema> = z.lazy(() => z.preprocess(spellOut, SchemaObject));

const SchemaObject: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    example: z.unknown().optional(),
    examples: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    items: Schema.optional(),
    prefixItems: z.array(Schema).optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
  }),
);

const Content = z.record(z.string(), z.object({ schema: Schema.default({}), example: z.unknown().optional() }));

const Parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  description: z.string().optional(),
  example: z.unknown().optional(),
  schema: Schema.default({}),
});
export type Parameter = z.infer<typeof Parameter>;

const Answer = z.object({
  description: z.string(),
  headers: z.record(z.string(), z.object({ description: z.string().optional() })).default({}),
  content: Content.default({}),
});
export type Answer = z.infer<typeof Answer>;

const Operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: Content }).optional(),
  responses: z.record(z.string(), Answer),
});

export const OpenApi = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});
export type OpenApi = z.infer<typeof OpenApi>;

/** `method` in capitals, `path` as it stands in the document. */
export type Operation = z.infer<typeof Operation> & { method: string; path: string };

export const listOperations = (document: OpenApi): Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

/** The answer that is no refusal. Every operation has one. */
export function successOf({ operationId, responses }: Operation): Answer & { status: string } {
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  if (status === undefined || answer === undefined) throw new Error(`${operationId} names no answer below 300.`);
  return { status, ...answer };
}
