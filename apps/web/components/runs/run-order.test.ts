import { expect, test } from "vitest";
import { parseRunOrder, placeInOrder } from "./run-order.ts";

const order = { ids: [9, 4, 7], href: "/runs?status=timeout" };

test("a run knows its neighbours in the table's order", () => {
  expect(placeInOrder(order, 4)).toEqual({ place: 2, count: 3, before: 9, after: 7, href: order.href });
  expect(placeInOrder(order, 9)).toMatchObject({ before: null, after: 4 });
  expect(placeInOrder(order, 7)).toMatchObject({ before: 4, after: null });
});

test("a run that was not in the table has no neighbours", () => {
  expect([placeInOrder(order, 5), placeInOrder(null, 5)]).toEqual([null, null]);
});

test.each([
  null,
  "{",
  "[]",
  '{"ids":["x"],"href":"/"}',
  '{"ids":[1],"href":"https://elsewhere.example"}',
  '{"ids":[1],"href":"//x"}',
])("the stored text %j is no order", (text) => {
  expect(parseRunOrder(text)).toBeNull();
});

test("what was remembered is read again", () => {
  expect(parseRunOrder(JSON.stringify(order))).toEqual(order);
});
