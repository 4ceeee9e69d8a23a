import fc from "fast-check";
import { expect, test } from "vitest";
import { hashRequest } from "./hash-request.ts";

test("the order of fields does not matter, at any depth", () => {
  expect(hashRequest({ a: 1, b: { c: [1, { d: 2, e: 3 }] } })).toBe(
    hashRequest({ b: { c: [1, { e: 3, d: 2 }] }, a: 1 }),
  );
});

test("the order of a list does, and so does every value", () => {
  expect(hashRequest({ a: [1, 2] })).not.toBe(hashRequest({ a: [2, 1] }));
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other) && !(typeof one === "object" && typeof other === "object"));
      expect(hashRequest({ inputs: one })).not.toBe(hashRequest({ inputs: other }));
    }),
  );
});
