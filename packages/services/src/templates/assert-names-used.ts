import { AppError } from "@tfbench/contracts";
import type { FieldProblem, JsonObject } from "@tfbench/contracts";
import { readPlaces } from "./read-places.ts";

/** Values by the field they were given in: `default_inputs`, `inputs_template`, `inputs`. */
export type GivenInputs = { [field: string]: JsonObject };

/** Refuses values for names that the request does not ask for: they are misspelt, or nobody would ever see them. */
export function assertNamesUsed(request: JsonObject, given: GivenInputs): void {
  const { uses } = readPlaces(request, "request");
  const unknown: FieldProblem[] = Object.entries(given).flatMap(([field, values]) =>
    Object.keys(values)
      .filter((name) => !uses.has(name))
      .map((name) => ({ field: `${field}.${name}`, message: "is not used by the automation's request" })),
  );
  if (unknown.length === 0) return;
  const names = [...uses.keys()];
  throw new AppError(
    "unknown_template_variable",
    "A value was given for a name that the automation's request does not use.",
    {
      hint: names.length === 0 ? "The request has no {{name}} places." : `The request asks for: ${names.join(", ")}.`,
      fields: unknown,
    },
  );
}
