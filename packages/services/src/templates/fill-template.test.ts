import { AppError } from "@tfbench/contracts";
import type { JsonObject, JsonValue } from "@tfbench/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";
import { parseTemplate } from "./parse-template.ts";

const fill = (request: JsonObject, values: JsonObject) => fillTemplate(request, new Map(Object.entries(values)));
const refusal = (work: () => unknown): AppError => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
};

describe("a place", () => {
  test("that is the whole text takes the value as it is", () => {
    expect(fill({ a: "{{x}}", b: ["{{y}}"] }, { x: { deep: [1, null] }, y: 3 })).toEqual({
      a: { deep: [1, null] },
      b: [3],
    });
  });

  test("inside text is written out", () => {
    expect(fill({ a: "s={{s}} n={{n}} o={{o}} z={{z}}" }, { s: "x", n: 1.5, o: { k: [true] }, z: null })).toEqual({
      a: 's=x n=1.5 o={"k":[true]} z=null',
    });
  });

  test("may have spaces around its name", () => {
    expect(fill({ a: "{{ x }}" }, { x: 1 })).toEqual({ a: 1 });
  });

  test("is not looked for in keys, nor in what was filled in", () => {
    expect(fill({ "{{x}}": "{{x}}" }, { x: "{{y}}" })).toEqual({ "{{x}}": "{{y}}" });
  });
});

test("four opening braces stand for two literal ones", () => {
  expect(fill({ a: "{{{{x}} {{x}}" }, { x: 1 })).toEqual({ a: "{{x}} 1" });
});

test.each([
  "{{",
  "{{}}",
  "{{ }}",
  "{{a b}}",
  "{{1a}}",
  "{{{a}}",
  "{{a}",
  "x {{a}} {{",
  "{{a\n}}",
  `{{${"n".repeat(65)}}}`,
])("%j is refused at its path, because its braces begin no place", (text) => {
  const { code, fields } = refusal(() => fill({ goal: { deep: [text] } }, { a: 1 }));

  expect(code).toBe("invalid_input");
  expect(fields.map(({ field }) => field)).toEqual(["request.goal.deep.0"]);
});

test("every missing name is listed with the places that need it", () => {
  const { code, fields } = refusal(() => fill({ url: "{{url}}", goal: "{{what}} at {{url}}", n: "{{n}}" }, { n: 1 }));

  expect(code).toBe("missing_template_variable");
  expect(fields).toEqual([
    { field: "inputs.url", message: "is needed by request.url, request.goal" },
    { field: "inputs.what", message: "is needed by request.goal" },
  ]);
});

test("values that would grow the request without bound are refused before they are written", () => {
  const long = "x".repeat(100_000);

  expect(refusal(() => fill({ a: "{{x}}".repeat(100) }, { x: long })).fields[0]?.field).toBe("inputs.x");
  expect(refusal(() => fill({ a: Array.from({ length: 100 }, () => "{{x}}") }, { x: [long] })).fields[0]?.field).toBe(
    "inputs.x",
  );
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/);
const jsonValue = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

test("a request without braces comes back as it went in", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), jsonValue), (request) => {
      fc.pre(!JSON.stringify(request).includes("{{"));
      expect(fill(request, {})).toEqual(request);
    }),
  );
});

test("any value put into a whole-text place comes out unchanged", () => {
  fc.assert(
    fc.property(name, jsonValue, (key, value) => {
      expect(fill({ a: `{{${key}}}` }, { [key]: value })).toEqual({ a: value });
    }),
  );
});

test("any text whose braces are doubled comes out as it was", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("{{", "a", "}}", " ", "b}")).map((parts) => parts.join("")),
      (text) => {
        fc.pre(!text.includes("{{{"));
        expect(fill({ a: text.replaceAll("{{", "{{{{") }, {})).toEqual({ a: text });
      },
    ),
  );
});

test("texts around places are kept, whatever they are", () => {
  const literal = fc.string().filter((text) => !text.includes("{") && !text.includes("}"));
  fc.assert(
    fc.property(literal, name, fc.string(), literal, (before, key, value, after) => {
      fc.pre(before !== "" || after !== "");
      expect(fill({ a: `${before}{{${key}}}${after}` }, { [key]: value })).toEqual({ a: before + value + after });
    }),
  );
});

test("a text either parses or is refused, and never loses a character outside its places", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("{", "}", "{{", "}}", "{{a}}", "a", " ")).map((parts) => parts.join("")),
      (text) => {
        const parts = parseTemplate(text);
        if (parts === null) return;
        const written = parts
          .map((part) => ("place" in part ? `{{${part.place}}}` : part.literal.replaceAll("{{", "{{{{")))
          .join("");
        expect(written.replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      },
    ),
  );
});
