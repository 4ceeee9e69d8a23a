import { z } from "zod";
import { ANSWERED, SENT } from "./named-schemas.ts";

export type JsonSchema = { [keyword: string]: unknown };
type Direction = "input" | "output";

const refTo = (name: string): string => `#/components/schemas/${name}`;

/** What zod writes that readers of the document would only stumble over. */
function simplify({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema["format"] === "date-time") delete jsonSchema["pattern"];
  if (jsonSchema["minLength"] === 0) delete jsonSchema["minLength"];
  if (Math.abs(Number(jsonSchema["maximum"])) === Number.MAX_SAFE_INTEGER) delete jsonSchema["maximum"];
  if (Math.abs(Number(jsonSchema["minimum"])) === Number.MAX_SAFE_INTEGER) delete jsonSchema["minimum"];
}

const options = (io: Direction) => ({ io, unrepresentable: "any", override: simplify }) as const;

function writeNamed(named: Record<string, z.ZodType>, io: Direction): [string, JsonSchema][] {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...options(io), uri: refTo });
  return Object.entries(schemas).map(([name, { $schema: _dialect, $id: _address, ...schema }]) => [name, schema]);
}

/** Every named schema of the document, in alphabetical order. */
export const writeComponentSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    [...writeNamed(SENT, "input"), ...writeNamed(ANSWERED, "output")].sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** A reference to a named schema; one without a name has no place in a body. */
export function referTo(schema: z.ZodType): JsonSchema {
  const name = Object.entries({ ...SENT, ...ANSWERED }).find(([, named]) => named === schema)?.[0];
  if (name === undefined) throw new Error("A body's schema has no name in named-schemas.ts.");
  return { $ref: refTo(name) };
}

/** The schema of one parameter, in place. */
export function writeInline(schema: z.ZodType): JsonSchema {
  const { $schema: _dialect, ...written } = z.toJSONSchema(schema, options("input"));
  return written;
}
