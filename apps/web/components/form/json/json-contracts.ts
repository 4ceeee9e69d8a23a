import {
  AnthropicRequest,
  fieldProblems,
  HttpSseRequest,
  jsonSchemaOf,
  OpenaiRequest,
  TimeoutOverrides,
  TinyfishRequest,
} from "@tfbench/contracts";
import type { FieldProblem, JsonObject, JsonSchema } from "@tfbench/contracts";

/** Contracts that a JSON field may be held against while it is written. */
export type JsonContract = keyof typeof CONTRACTS;

const CONTRACTS = {
  tinyfish_request: TinyfishRequest,
  openai_request: OpenaiRequest,
  anthropic_request: AnthropicRequest,
  http_sse_request: HttpSseRequest,
  timeouts: TimeoutOverrides,
};
const written = new Map<JsonContract, JsonSchema>();

export function schemaOf(contract: JsonContract): JsonSchema {
  const schema = written.get(contract) ?? jsonSchemaOf(CONTRACTS[contract]);
  written.set(contract, schema);
  return schema;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    // An own key of what is an object or a list; whatever else the path meets has nothing there.
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

/** What the contract says of a value. Where a `{{place}}` stands, what will fill it is judged later. */
export function checkContract(contract: JsonContract, value: JsonObject): FieldProblem[] {
  const parsed = CONTRACTS[contract].safeParse(value);
  if (parsed.success) return [];
  const judged = parsed.error.issues.filter(({ path }) => {
    const at = valueAt(value, path);
    return !(typeof at === "string" && at.includes("{{"));
  });
  return fieldProblems(judged, "");
}
