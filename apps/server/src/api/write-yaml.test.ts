import { expect, test } from "vitest";
import { parse } from "yaml";
import { writeYaml } from "./write-yaml.ts";

test("control characters are escaped, in values and in names, and come back as they were", () => {
  const content = {
    goal: "a\u009db\u007f",
    "na\u0084me": ["\uffff", "line\nbreak\u0081", "plain"],
    nested: { "\u0085": 1 },
  };

  const text = writeYaml(content);

  expect(text).not.toMatch(/[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/);
  expect(parse(text)).toEqual(content);
});

test("what needs no quotes gets none, and nothing is written as an alias", () => {
  const shared = { limit: 2 };

  expect(writeYaml({ name: "Extract prices", a: shared, b: shared })).toBe(
    "name: Extract prices\na:\n  limit: 2\nb:\n  limit: 2\n",
  );
});
