import type { JsonSchema } from "@tfbench/contracts";
import type { JsonPath } from "./json-tree.ts";

export type SchemaChoice = { label: string; detail: string; info: string | null; isText: boolean };

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const formsOf = (schema: JsonSchema): JsonSchema[] => {
  const forms = [schema["anyOf"], schema["oneOf"]].find(Array.isArray);
  return forms === undefined ? [schema] : forms.filter(isSchema).flatMap(formsOf);
};

/** The schemas that hold at a path: several where the contract allows several forms. */
export function schemasAt(schema: JsonSchema, path: JsonPath): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (schemas, key) =>
      schemas.flatMap(formsOf).flatMap((each) => {
        const { properties, items } = each;
        const below = each["type"] === "array" ? items : isSchema(properties) ? properties[key] : undefined;
        return isSchema(below) ? [below] : [];
      }),
    [schema],
  );
}

const typeOf = (schema: JsonSchema): string => {
  const types = formsOf(schema).map(({ type, enum: values }) =>
    Array.isArray(values) ? "choice" : String(type ?? "any"),
  );
  return [...new Set(types)].join(" or ");
};

const infoOf = ({ description }: JsonSchema): string | null => (typeof description === "string" ? description : null);

/** Names an object may still be given. */
export function completeNames(schema: JsonSchema, path: JsonPath, given: readonly string[]): SchemaChoice[] {
  return schemasAt(schema, path)
    .flatMap(formsOf)
    .flatMap(({ properties, required }) =>
      Object.entries(isSchema(properties) ? properties : {})
        .filter(([name]) => !given.includes(name))
        .map(([name, property]) => {
          const isRequired = Array.isArray(required) && required.includes(name);
          const each = isSchema(property) ? property : {};
          const detail = `${typeOf(each)}${isRequired ? ", required" : ""}`;
          return { label: name, detail, info: infoOf(each), isText: true };
        }),
    );
}

/** Values that the contract lists for a place. */
export function completeValues(schema: JsonSchema, path: JsonPath): SchemaChoice[] {
  return schemasAt(schema, path)
    .flatMap(formsOf)
    .flatMap((each) => {
      const { type, enum: values } = each;
      const listed: unknown[] = Array.isArray(values) ? values : type === "boolean" ? [true, false] : [];
      return listed.map((value) => ({
        label: String(value),
        detail: "",
        info: infoOf(each),
        isText: typeof value === "string",
      }));
    });
}

/** What to write after a new name, so that the cursor stands in a value of the right kind. */
export function valueFor(schema: JsonSchema, path: JsonPath): string {
  const [first] = schemasAt(schema, path).flatMap(formsOf);
  const type = first?.["type"];
  if (type === "object") return "{}";
  if (type === "array") return "[]";
  return type === "string" ? '""' : "";
}
