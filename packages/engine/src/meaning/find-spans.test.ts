import fc from "fast-check";
import { expect, test } from "vitest";
import { findSpans } from "./find-spans.ts";

const textAt = (json: string, path: readonly (string | number)[]): string | null => {
  const bytes = Buffer.from(json);
  const span = findSpans(bytes, { text: path, unread: [] })?.text;
  return span ? bytes.subarray(span.from, span.to).toString("utf8") : null;
};

test("a text is found at its path, wherever else the same text stands", () => {
  const json = '{"content":"a","choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}],"x":{"delta":"a"}}';

  expect(textAt(json, ["choices", 1, "delta", "content"])).toBe("b");
  expect(findSpans(Buffer.from(json), { text: ["choices", 0, "delta", "content"], unread: [] })?.text.from).toBe(
    json.indexOf('a"}},'),
  );
});

test("of equal keys the last counts, as for JSON.parse", () => {
  expect(textAt('{"a":"first","a":"last"}', ["a"])).toBe("last");
  expect(textAt('{"a":"first","a":null}', ["a"])).toBeNull();
});

test("an escaped text is found as it stands", () => {
  expect(textAt('{"a":"say \\"b\\"","b":1}', ["a"])).toBe('say \\"b\\"');
});

test("what has an escaped key, is missing or no text is not found", () => {
  expect(textAt('{"\\u0061":"x","a":"y"}', ["a"])).toBeNull();
  expect(textAt('{"a":5}', ["a"])).toBeNull();
  expect(textAt('{"b":"a"}', ["a"])).toBeNull();
  expect(textAt('["a"]', [1])).toBeNull();
});

test("strings and whole numbers under outermost keys are found beside the text, and nothing else there", () => {
  const json = '{"n":12,"a":"text","pad":"x","m":1.5,"pad":"","o":{"n":1},"k":[1]}';
  const found = findSpans(Buffer.from(json), { text: ["a"], unread: ["n", "pad", "m", "o", "k"] });

  expect(found?.unread.map(({ from, to, isString }) => [json.slice(from, to), isString])).toEqual([
    ["12", false],
    ["x", true],
    ["", true],
  ]);
});

const leaves = (value: unknown, path: (string | number)[] = []): { path: (string | number)[]; text: string }[] => {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
};

test("in any JSON, at any spacing, a text is found where JSON.parse puts it, or not at all", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      const json = JSON.stringify(value, null, space);
      for (const { path, text } of leaves(JSON.parse(json))) {
        const found = textAt(json, path);
        if (found !== null) expect(JSON.parse(`"${found}"`)).toBe(text);
        else expect(json).toContain("\\");
      }
    }),
    { numRuns: 500 },
  );
});
