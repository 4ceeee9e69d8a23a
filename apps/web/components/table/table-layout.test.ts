import { expect, test } from "vitest";
import { arrangeColumns, moveColumn, readColumns, readDensity } from "./table-layout.ts";

const COLUMNS = ["run", "when", "status", "cost"].map((id) => ({ id }));
const arranged = (order: string[], hidden: string[] = []) =>
  arrangeColumns(COLUMNS, { order, hidden })
    .map(({ id }) => id)
    .join(" ");

test.each([
  ["nothing chosen", [], [], "run when status cost"],
  ["an order", ["cost", "run", "status", "when"], [], "cost run status when"],
  ["a hidden column", [], ["when"], "run status cost"],
  ["a column that came later than the order", ["status", "run", "cost"], [], "status run when cost"],
  ["a column that is gone", ["gone", "when", "run", "status", "cost"], ["also gone"], "when run status cost"],
])("%s", (_what, order, hidden, expected) => {
  expect(arranged(order, hidden)).toBe(expected);
});

test.each([
  ["b", -1, "b a c"],
  ["b", 1, "a c b"],
  ["a", -1, "a b c"],
  ["c", 1, "a b c"],
  ["x", 1, "a b c"],
] as const)("moving %s by %i", (id, by, expected) => {
  expect(moveColumn(["a", "b", "c"], id, by).join(" ")).toBe(expected);
});

test.each([[null], ["{"], ["7"], ['{"order":7,"hidden":[1]}']])(
  "a stored layout that does not fit (%s) is the default",
  (stored) => {
    expect(readColumns(stored)).toMatchObject({ order: [], hidden: [] });
  },
);

test("a stored layout is read back", () => {
  const layout = { order: ["a"], hidden: ["b"] };

  expect(readColumns(JSON.stringify(layout))).toEqual(layout);
});

test.each([
  ["roomy", "roomy"],
  ["dense", "dense"],
  ["huge", "dense"],
  [null, "dense"],
])("a stored density of %s is %s", (stored, density) => {
  expect(readDensity(stored)).toBe(density);
});
