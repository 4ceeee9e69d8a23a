import { AppError } from "@tfbench/contracts";
import type { JsonObject, JsonValue } from "@tfbench/contracts";
import { parseTemplate } from "./parse-template.ts";
import { readPlaces } from "./read-places.ts";

/** A few places can repeat a long value thousands of times; beyond this the filled request is refused. */
const MAX_FILLED_CHARACTERS = 1_000_000;

type Filling = { values: ReadonlyMap<string, JsonValue>; sizes: Map<string, number>; left: number };

/**
 * The request with every place filled. A place that is the whole string takes the value as it is; inside text,
 * strings stand as they are and everything else is written as JSON. Filled values are not templates themselves.
 */
export function fillTemplate(request: JsonObject, values: ReadonlyMap<string, JsonValue>): JsonObject {
  const { uses, problems } = readPlaces(request, "request");
  if (problems.length > 0)
    throw new AppError("invalid_input", "The request has text that is not a valid template.", { fields: problems });
  const missing = [...uses].filter(([name]) => !values.has(name));
  if (missing.length > 0) {
    throw new AppError(
      "missing_template_variable",
      `No value was given for ${missing.map(([name]) => name).join(", ")}.`,
      {
        hint: "Give each name a value in inputs, in the scenario's inputs_template or in the automation's default_inputs.",
        fields: missing.map(([name, paths]) => ({
          field: `inputs.${name}`,
          message: `is needed by ${paths.join(", ")}`,
        })),
      },
    );
  }
  const filling: Filling = { values, sizes: new Map(), left: MAX_FILLED_CHARACTERS };
  return fillObject(request, filling);
}

const fillObject = (object: JsonObject, filling: Filling): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, item]) => [key, fill(item, filling)]));

function fill(value: JsonValue, filling: Filling): JsonValue {
  if (typeof value === "string") return fillText(value, filling);
  if (Array.isArray(value)) return value.map((item) => fill(item, filling));
  if (typeof value === "object" && value !== null) return fillObject(value, filling);
  return value;
}

function fillText(text: string, filling: Filling): JsonValue {
  if (!text.includes("{{")) return text;
  const parts = parseTemplate(text);
  if (parts === null) throw new Error("A template that was checked does not parse.");
  const [first] = parts;
  if (first !== undefined && parts.length === 1 && "place" in first) return take(first.place, filling);
  return parts.map((part) => ("place" in part ? write(take(part.place, filling)) : part.literal)).join("");
}

const write = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

function take(name: string, filling: Filling): JsonValue {
  const value = filling.values.get(name);
  if (value === undefined) throw new Error(`No value for the checked name ${name}.`);
  const size = filling.sizes.get(name) ?? write(value).length;
  filling.sizes.set(name, size);
  filling.left -= size;
  if (filling.left < 0) {
    throw new AppError("invalid_input", `The filled request is longer than ${MAX_FILLED_CHARACTERS} characters.`, {
      hint: "Shorten the values, or use the place fewer times.",
      fields: [{ field: `inputs.${name}`, message: "makes the filled request too long" }],
    });
  }
  return value;
}
