import type { Schema } from "./open-api.ts";

/** Where a named schema is described in the written document. */
export const anchorOf = (name: string): string => `#schema-${name.toLowerCase()}`;

/** A schema in a few words for a table cell. */
export function describeSchema(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/components/schemas/", "");
    return `[${name}](${anchorOf(name)})`;
  }
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants !== undefined) return [...new Set(variants.map(describeSchema))].join(" or ");
  if (Array.isArray(schema.type)) return schema.type.map((type) => describeSchema({ ...schema, type })).join(" or ");
  if (schema.type === "array") return describeList(schema);
  if (schema.type === "object") return describeObject(schema);
  return describeScalar(schema);
}

const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function describeList({ items = {}, prefixItems, minItems, maxItems }: Schema): string {
  if (prefixItems !== undefined) return `list of ${prefixItems.map(describeSchema).join(", ")}`;
  const size = minItems === undefined && maxItems === undefined ? "" : ` (${rangeOf(minItems, maxItems)})`;
  return `list${size} of ${describeSchema(items)}`;
}

function describeObject({ properties, additionalProperties }: Schema): string {
  if (properties !== undefined) {
    const known = Object.entries(properties).filter(([, { type }]) => type !== "never");
    const fields = known.map(([name, property]) => `\`${name}\`: ${describeSchema(property)}`);
    return `{ ${fields.join("; ")} }`;
  }
  const isOpen = typeof additionalProperties !== "object" || Object.keys(additionalProperties).length === 0;
  return isOpen ? "object" : `object of ${describeSchema(additionalProperties)}`;
}

function describeScalar(schema: Schema): string {
  const { type, format, minimum, maximum, maxLength } = schema;
  if (type === undefined) return "any JSON";
  if (format === "date-time") return "instant";
  if (type === "string") return maxLength === undefined ? "text" : `text, at most ${maxLength}`;
  const range = rangeOf(minimum, maximum);
  return range === "" ? String(type) : `${String(type)}, ${range}`;
}

function rangeOf(least: number | undefined, most: number | undefined): string {
  // The largest id says nothing to a reader.
  const top = most === 2_147_483_647 ? undefined : most;
  if (least === undefined && top === undefined) return "";
  if (top === undefined) return `from ${least}`;
  return least === undefined ? `at most ${top}` : `${least} to ${top}`;
}
