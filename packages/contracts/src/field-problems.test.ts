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

test("a limit is said with what is counted, and a choice with what there is to choose", () => {
  const schema = z.strictObject({
    name: z.string().max(1_000),
    key: z.string().min(1),
    most: z.int().max(60_000),
    least: z.int().min(1),
    list: z.array(z.string()).max(1),
    mode: z.enum(["sse", "async"]),
  });

  expect(
    problemsOf(schema, { name: "n".repeat(1_001), key: "", most: 60_001, least: 0, list: ["", ""], mode: 1 }),
  ).toEqual([
    { field: "name", message: "must have at most 1,000 characters" },
    { field: "key", message: "must have at least 1 character" },
    { field: "most", message: "must be at most 60,000" },
    { field: "least", message: "must be at least 1" },
    { field: "list", message: "must have at most 1 entry" },
    { field: "mode", message: "must be sse or async" },
  ]);
});
