import type { OpenApi, Schema } from "./open-api.ts";

type Schemas = OpenApi["components"]["schemas"];

/** Follows a reference to the schema it names. */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace("#/components/schemas/", "");
  const named = schemas[name];
  if (named === undefined) throw new Error(`The document has no schema ${name}.`);
  return resolveSchema(named, schemas);
}

/** The smallest value that a schema lets through, as far as it can be told from the schema alone. */
export function exampleValue(given: Schema, schemas: Schemas): unknown {
  const schema = resolveSchema(given, schemas);
  const stated = [schema.example, schema.examples?.[0], schema.const, schema.enum?.[0]].find(
    (one) => one !== undefined,
  );
  if (stated !== undefined) return stated;
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants?.[0] !== undefined) return exampleValue(variants[0], schemas);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case "object":
      return exampleObject(schema, schemas);
    case "array":
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleValue(schema.items ?? {}, schemas));
    case "boolean":
      return false;
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "string":
      return schema.format === "date-time" ? "2026-01-01T00:00:00.000Z" : "example";
    default:
      return null;
  }
}

function exampleObject({ properties = {}, required = [] }: Schema, schemas: Schemas): Record<string, unknown> {
  const needed = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(needed.map(([name, property]) => [name, exampleValue(property, schemas)]));
}
