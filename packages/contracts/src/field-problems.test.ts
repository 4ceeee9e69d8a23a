import { expect, test } from "vitest";
import { z } from "zod";
import { fieldProblems } from "./field-problems.ts";

const problemsOf = (schema: z.ZodType, value: unknown, root = "") => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldProblems(parsed.error.issues, root);
};

test("a missing field is required, a wrong one says what it must be", () => {
  const schema = z.strictObject({
    name: z.string(),
    count: z.int(),
    on: z.boolean(),
    list: z.array(z.string()),
    map: z.record(z.string(), z.string()),
  });

  expect(problemsOf(schema, { count: 1.5, on: 1, list: [1], map: [] })).toEqual([
    { field: "name", message: "is required" },
    { field: "count", message: "must be a whole number" },
    { field: "on", message: "must be true or false" },
    { field: "list.0", message: "must be a text" },
    { field: "map", message: "must be an object" },
  ]);
});

test("every unknown field is named at its path", () => {
  expect(problemsOf(z.strictObject({ a: z.strictObject({}) }), { a: { b: 1, c: 2 }, d: 3 }, "query")).toEqual([
    { field: "query.a.b", message: "is not a known field" },
    { field: "query.a.c", message: "is not a known field" },
    { field: "query.d", message: "is not a known field" },
  ]);
});

test("a key that is not allowed says why", () => {
  expect(problemsOf(z.record(z.string().max(1, "is too long"), z.string()), { ab: "x" }, "labels")).toEqual([
    { field: "labels.ab", message: "is too long" },
  ]);
});
