import { expect, test } from "vitest";
import { copyName } from "./copy-name.ts";

test.each([
  ["Prices", "Prices copy"],
  ["n".repeat(255), `${"n".repeat(250)} copy`],
  [`${"n".repeat(249)}🐟`, `${"n".repeat(249)} copy`],
])("the copy of %s has a name that is allowed", (name, copied) => {
  expect(copyName(name)).toBe(copied);
});
