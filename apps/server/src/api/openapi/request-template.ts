import { TinyfishRequest } from "@tfbench/contracts";
import { writeInline } from "./write-schemas.ts";
import type { JsonSchema } from "./write-schemas.ts";

const NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,63}";
const FREE_TEXT = "^[^\\u0000]*$";
const TEXT_WITH_PLACES = { $ref: "#/components/schemas/TextWithPlaces" };

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Wherever a place may stand for the value, a text with places is as good as the value itself. */
function allowPlaces(schema: JsonSchema, rules: JsonSchema = {}): JsonSchema {
  if (schema["type"] === "string" && schema["pattern"] === FREE_TEXT) return schema;
  const { description, properties, items, ...rest } = schema;
  const inner = {
    ...rest,
    ...(isSchema(properties) ? { properties: allowPlacesIn(properties) } : {}),
    ...(isSchema(items) ? { items: allowPlaces(items) } : {}),
    ...rules,
  };
  return { ...(description === undefined ? {} : { description }), anyOf: [inner, TEXT_WITH_PLACES] };
}

const allowPlacesIn = (properties: JsonSchema): JsonSchema =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      isSchema(schema) && name !== "password" ? allowPlaces(schema, RULES[name]) : schema,
    ]),
  );

/** What the request's own rules say about fields that belong together. */
const RULES: Record<string, JsonSchema> = {
  proxy_config: {
    oneOf: [
      { properties: { type: { const: "custom" }, country_code: false }, required: ["type", "url"] },
      { properties: { type: { not: { const: "custom" } }, url: false, username: false, password: false } },
    ],
  },
};

/** `name` may be given only beside `needed: true`. */
const onlyBeside = (name: string, needed: string): JsonSchema => ({
  anyOf: [{ properties: { [name]: false } }, { properties: { [needed]: { const: true } }, required: [needed] }],
});

/** The provider's request as an automation holds it: its texts may have places. */
export function writeRequestTemplate(): Record<"RequestTemplate" | "TextWithPlaces", JsonSchema> {
  const { properties, ...rest } = writeInline(TinyfishRequest);
  if (!isSchema(properties)) throw new Error("The request has no properties.");
  return {
    TextWithPlaces: {
      type: "string",
      pattern: `^[^\\u0000{]*(?:\\{\\{ *${NAME} *\\}\\}[^\\u0000{]*)+$`,
      description: "A text with {{name}} places; the value is judged once they are filled.",
    },
    RequestTemplate: {
      ...rest,
      description:
        "The body of TinyFish's run-sse. Any text may have {{name}} places; two literal braces are written {{{{.",
      properties: allowPlacesIn(properties),
      allOf: [onlyBeside("profile_id", "use_profile"), onlyBeside("credential_item_ids", "use_vault")],
    },
  };
}
