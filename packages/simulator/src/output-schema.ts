const KEYWORDS = new Set([
  "anyOf",
  "enum",
  "format",
  "items",
  "maxItems",
  "maximum",
  "minItems",
  "minimum",
  "nullable",
  "properties",
  "propertyOrdering",
  "required",
  "type",
  "title",
  "description",
]);
const TYPES = new Set(["object", "array", "string", "number", "integer", "boolean", "null"]);
const FORMATS = new Set(["date", "date-time", "duration", "time"]);
const MAX_BYTES = 65_536;
const MAX_LEVELS = 10;

export interface SchemaProblem {
  path: (string | number)[];
  message: string;
}

/** Checks the restricted JSON Schema subset of the newest documentation; null means accepted. */
export function findSchemaProblem(schema: unknown): SchemaProblem | null {
  if (!isObject(schema)) return { path: [], message: "must be an object" };
  if (Buffer.byteLength(JSON.stringify(schema)) > MAX_BYTES) return { path: [], message: "must not exceed 64 KB" };
  if (schema["type"] !== "object") return { path: ["type"], message: 'must be "object" at the top level' };
  if ("anyOf" in schema) return { path: ["anyOf"], message: "is not allowed at the top level" };
  return findProblemInNode(schema, [], 1);
}

function findProblemInNode(node: unknown, path: (string | number)[], level: number): SchemaProblem | null {
  if (!isObject(node)) return { path, message: "must be an object" };
  if (level > MAX_LEVELS) return { path, message: "must not be nested deeper than 10 levels" };
  return findKeywordProblem(node, path) ?? findProblemInChildren(node, path, level);
}

function findKeywordProblem(node: Record<string, unknown>, path: (string | number)[]): SchemaProblem | null {
  for (const keyword of Object.keys(node)) {
    if (!KEYWORDS.has(keyword)) return { path: [...path, keyword], message: "is not a supported keyword" };
  }
  const type = node["type"];
  if (type !== undefined && (typeof type !== "string" || !TYPES.has(type))) {
    return { path: [...path, "type"], message: "must be one type name" };
  }
  for (const keyword of ["enum", "format"]) {
    if (keyword in node && type !== "string")
      return { path: [...path, keyword], message: "is allowed on strings only" };
  }
  if ("format" in node && !(typeof node["format"] === "string" && FORMATS.has(node["format"]))) {
    return { path: [...path, "format"], message: "must be date, date-time, duration or time" };
  }
  return null;
}

function findProblemInChildren(
  node: Record<string, unknown>,
  path: (string | number)[],
  level: number,
): SchemaProblem | null {
  const { properties, items, anyOf } = node;
  if (properties !== undefined) {
    if (!isObject(properties)) return { path: [...path, "properties"], message: "must be an object" };
    for (const [name, child] of Object.entries(properties)) {
      const problem = findProblemInNode(child, [...path, "properties", name], level + 1);
      if (problem) return problem;
    }
  }
  if (anyOf !== undefined) {
    if (!Array.isArray(anyOf)) return { path: [...path, "anyOf"], message: "must be an array" };
    for (const [index, child] of anyOf.entries()) {
      const problem = findProblemInNode(child, [...path, "anyOf", index], level + 1);
      if (problem) return problem;
    }
  }
  return items === undefined ? null : findProblemInNode(items, [...path, "items"], level + 1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
