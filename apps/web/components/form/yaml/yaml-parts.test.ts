import fc from "fast-check";
import { expect, test } from "vitest";
import { yamlParts } from "./yaml-parts.ts";

const told = (text: string) => yamlParts(text).map(({ part, from, to }) => `${part} ${text.slice(from, to)}`);

test("names, values and comments are told apart where they stand", () => {
  expect(told('# all\nname: "a: b"\ncount: -3\non: true\nlist: [x, 2]\n')).toEqual([
    "comment # all",
    "name name",
    'text "a: b"',
    "name count",
    "number -3",
    "name on",
    "constant true",
    "name list",
    "text x",
    "number 2",
  ]);
});

test("a long text and a text that looks like a sign are values", () => {
  expect(told("goal: |\n  first: line\nurl: https://a.example # b\n")).toEqual([
    "name goal",
    "text   first: line\n",
    "name url",
    "text https://a.example",
    "comment # b",
  ]);
});

test("whatever is written, the parts lie in it one after another", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."ab:1 \n\t-{}[],#\"'|>&*!%?🐟\u0002\u0018\u001f\ufeff") }),
      (text) => {
        let end = 0;
        for (const { from, to } of yamlParts(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      },
    ),
  );
});
