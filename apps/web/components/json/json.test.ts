import { expect, test } from "vitest";
import { containersOf, findInJson } from "./find-in-json.ts";
import { firstOpen, prepareJsonRows } from "./prepare-json-rows.ts";

const RESULT = {
  items: [
    { name: "Lamp", price: 12.5 },
    { name: "Vase", price: null },
  ],
  "a/b": { "~": true },
  none: [],
};
const told = (value: unknown, open: Iterable<string>) =>
  prepareJsonRows(value, new Set(open)).map(({ depth, key, text }) => `${"  ".repeat(depth)}${key ?? ""} ${text}`);

test("what is open shows its children in order, what is closed its size", () => {
  expect(told(RESULT, ["", "/items", "/items/1"])).toEqual([
    " { 3 }",
    "  items [ 2 ]",
    "    0 { 2 }",
    "    1 { 2 }",
    '      name "Vase"',
    "      price null",
    "  a/b { 1 }",
    "  none [ 0 ]",
  ]);
});

test.each([
  [null, " null"],
  ["", ' ""'],
  [17, " 17"],
  [false, " false"],
  [[], " [ 0 ]"],
])("the bare value %j is a line of its own", (value, line) => {
  expect(told(value, firstOpen(value))).toEqual([line]);
});

test("a long text opens into pieces that together are the text, characters whole and lines kept", () => {
  const text = `${"🐟".repeat(120)}\nsecond line`;
  const rows = prepareJsonRows({ text }, new Set(["", "/text"]));
  const pieces = rows.filter(({ kind }) => kind === "piece").map((row) => row.text);

  expect(rows[1]).toMatchObject({ isOpenable: true, isOpen: true });
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
  expect(`${pieces.slice(0, -1).join("")}\n${pieces.at(-1)}`).toBe(text);
});

test("a small result is all open at first, of a large one only what fits into sight", () => {
  expect(firstOpen(RESULT)).toEqual(new Set(["", "/items", "/a~1b", "/items/0", "/items/1"]));
  const large = { items: Array.from({ length: 50_000 }, (_, id) => ({ id })), title: "All" };
  expect(prepareJsonRows(large, firstOpen(large)).length).toBeLessThan(50);
});

test("keys and values are found in any case, in order, with what must be open to see them", () => {
  expect(findInJson(RESULT, "LAMP")).toEqual({ pointers: ["/items/0/name"], hasMore: false });
  expect(findInJson(RESULT, "price").pointers).toEqual(["/items/0/price", "/items/1/price"]);
  expect(findInJson(RESULT, "true").pointers).toEqual(["/a~1b/~0"]);
  expect(findInJson(RESULT, " ").pointers).toEqual([]);
  expect(containersOf("/items/0/name")).toEqual(["", "/items", "/items/0"]);
});

test("a search that finds too much says that there is more", () => {
  expect(
    findInJson(
      Array.from({ length: 5_000 }, () => "same"),
      "same",
    ),
  ).toMatchObject({ hasMore: true });
});

test("nesting as deep as the API allows does not overflow", () => {
  let deep: unknown = "end";
  for (let level = 0; level < 5_000; level += 1) deep = [deep];

  expect(findInJson(deep, "end").pointers).toHaveLength(1);
  expect(prepareJsonRows(deep, firstOpen(deep)).length).toBeGreaterThan(10);
});
