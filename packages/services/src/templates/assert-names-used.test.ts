import type { AppError } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { assertNamesUsed } from "./assert-names-used.ts";

test("names that the request uses are let through, wherever they are given", () => {
  assertNamesUsed({ url: "{{url}}", goal: ["{{what}}"] }, { default_inputs: { url: 1 }, inputs: { what: 2 } });
});

test("names that the request does not use are refused at the field they were given in", () => {
  const check = () =>
    assertNamesUsed(
      { url: "{{url}}" },
      { default_inputs: { ulr: 1 }, inputs_template: { url: 1, x: 2 }, inputs: { y: 3 } },
    );

  expect(check).toThrow(
    expect.objectContaining({
      code: "unknown_template_variable",
      fields: [
        { field: "default_inputs.ulr", message: "is not used by the automation's request" },
        { field: "inputs_template.x", message: "is not used by the automation's request" },
        { field: "inputs.y", message: "is not used by the automation's request" },
      ],
    }) as AppError,
  );
});
