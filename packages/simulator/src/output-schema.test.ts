import { expect, test } from "vitest";
import { findSchemaProblem } from "./output-schema.ts";
import { sampleValue } from "./sample-value.ts";
import { seededRandom } from "./seeded-random.ts";

const text = { type: "string" };
const nest = (levels: number): object =>
  levels === 0 ? text : { type: "object", properties: { inner: nest(levels - 1) } };

const REJECTED: [sentence: string, schema: unknown, path: string][] = [
  ["a boolean", true, ""],
  ["a top level that is no object", { type: "array", items: text }, "type"],
  ["anyOf at the top level", { type: "object", anyOf: [text] }, "anyOf"],
  ["an unsupported keyword", { type: "object", properties: { a: { oneOf: [text] } } }, "properties.a.oneOf"],
  ["additionalProperties", { type: "object", additionalProperties: false }, "additionalProperties"],
  ["a list of types", { type: "object", properties: { a: { type: ["string", "null"] } } }, "properties.a.type"],
  ["enum on a number", { type: "object", properties: { a: { type: "number", enum: [1] } } }, "properties.a.enum"],
  [
    "an unknown format",
    { type: "object", properties: { a: { type: "string", format: "email" } } },
    "properties.a.format",
  ],
  [
    "a problem inside items",
    { type: "object", properties: { a: { type: "array", items: { const: 1 } } } },
    "properties.a.items.const",
  ],
  [
    "a problem inside anyOf",
    { type: "object", properties: { a: { anyOf: [text, { const: 1 }] } } },
    "properties.a.anyOf.1.const",
  ],
  ["more than ten levels", nest(10), Array.from({ length: 10 }, () => "properties.inner").join(".")],
  ["more than 64 KB", { type: "object", description: "x".repeat(65_536) }, ""],
];

test.each(REJECTED)("%s is rejected at its path", (_sentence, schema, path) => {
  expect(findSchemaProblem(schema)?.path.join(".")).toBe(path);
});

test("the whole supported subset is accepted, ten levels deep", () => {
  const properties = {
    kind: { type: "string", enum: ["lamp", "chair"] },
    day: { type: "string", format: "date", nullable: true },
    prices: { type: "array", minItems: 1, maxItems: 3, items: { type: "number", minimum: 0, maximum: 10 } },
    either: { anyOf: [text, { type: "integer" }] },
  };

  expect(findSchemaProblem({ type: "object", properties, required: ["kind"], propertyOrdering: ["kind"] })).toBeNull();
  expect(findSchemaProblem(nest(9))).toBeNull();
});

test("a sample has the types, the bounds and the choices the schema asks for", () => {
  const schema = {
    type: "object",
    properties: {
      kind: { type: "string", enum: ["lamp"] },
      time: { type: "string", format: "date-time" },
      prices: { type: "array", minItems: 4, items: { type: "integer", minimum: 5, maximum: 5 } },
      none: { type: "null" },
      share: { type: "number", minimum: 0.25, maximum: 0.25 },
      either: { anyOf: [{ type: "string", enum: ["a"] }, { type: "integer" }] },
    },
  };

  expect(sampleValue(schema, seededRandom(1, 1))).toEqual({
    kind: "lamp",
    time: "2026-09-14T09:00:00Z",
    prices: [5, 5, 5, 5],
    none: null,
    share: 0.25,
    either: "a",
  });
});
