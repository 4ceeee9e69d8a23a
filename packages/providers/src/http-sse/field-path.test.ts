import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFieldPath, valueAt } from "./field-path.ts";

test.each([
  ["$.choices[0].delta.content", ["choices", 0, "delta", "content"]],
  ["choices[0].delta", ["choices", 0, "delta"]],
  ["$['a b'].c[\"d\"]", ["a b", "c", "d"]],
  ["$[2][0]", [2, 0]],
  ["$", []],
  ["$.a-b._c", ["a-b", "_c"]],
])("%s names one place", (text, path) => {
  expect(parseFieldPath(text)).toEqual(path);
});

test.each(["$.a[*]", "$..a", "$.a[?(@.b)]", "$.a[1:2]", "a b", "$.a["])(
  "%s is refused: it is no single place",
  (text) => {
    expect(() => parseFieldPath(text)).toThrow("is no path");
  },
);

test("any text is a path or refused, and never something else", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."$.[]'\"a0*?@:") }), (text) => {
      try {
        expect(Array.isArray(parseFieldPath(text))).toBe(true);
      } catch (error) {
        expect(String(error)).toContain("is no path");
      }
    }),
  );
});

test("a place that is not there is nothing, rather than an error or an inherited thing", () => {
  const value = { a: [{ b: "x" }], c: null };

  expect(valueAt(value, ["a", 0, "b"])).toBe("x");
  expect([["a", 1], ["a", "b"], ["c", "d"], ["toString"], ["a", "length"]].map((path) => valueAt(value, path))).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});
