import { z } from "zod";

export type JsonSchema = { [keyword: string]: unknown };

/** The JSON Schema of what may be sent, for editors that complete and explain it. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
