import {
  AnthropicRequest,
  AppError,
  fieldProblems,
  HttpSseRequest,
  OpenaiRequest,
  TinyfishRequest,
} from "@tfbench/contracts";
import type { JsonObject, JsonValue, Provider } from "@tfbench/contracts";
import { readPlaces } from "../templates/read-places.ts";

const REQUEST_SCHEMAS = {
  tinyfish: TinyfishRequest,
  openai: OpenaiRequest,
  anthropic: AnthropicRequest,
  http_sse: HttpSseRequest,
} as const satisfies Record<Provider, unknown>;
const FIELDS_OF: Record<Provider, string> = {
  tinyfish: "TinyFish's run-sse",
  openai: "chat completions, completions or responses",
  anthropic: "the messages API",
  http_sse: "a request and of `stream`, which says how its events are read",
};

/** A request that is still a template: what a place will fill is judged at the trigger, everything else now. */
export function checkRequestTemplate(provider: Provider, request: JsonObject): void {
  const { problems: malformed } = readPlaces(request, "request");
  const parsed = REQUEST_SCHEMAS[provider].safeParse(request);
  const issues = parsed.success
    ? []
    : parsed.error.issues.filter((issue) => isSecret(issue.path) || !hasPlace(valueAt(request, issue.path)));
  refuse(provider, [...malformed, ...fieldProblems(issues, "request")]);
}

/** A request with every place filled, as it will be sent. */
export function checkFilledRequest(provider: Provider, request: JsonObject): void {
  const parsed = REQUEST_SCHEMAS[provider].safeParse(request);
  if (!parsed.success) refuse(provider, fieldProblems(parsed.error.issues, "request"));
}

function refuse(provider: Provider, fields: { field: string; message: string }[]): void {
  if (fields.length === 0) return;
  throw new AppError("invalid_input", "The request is not one the provider accepts.", {
    hint: `The fields are those of ${FIELDS_OF[provider]}, see the API reference; a secret is given as env:NAME, an environment variable of the worker.`,
    fields,
  });
}

/** What a place brings is kept with the inputs, in the clear. */
const isSecret = (path: readonly PropertyKey[]): boolean => path.join(".") === "proxy_config.password";

const hasPlace = (value: JsonValue | undefined): boolean =>
  typeof value === "string" && readPlaces(value, "").uses.size > 0;

function valueAt(root: JsonValue, path: readonly PropertyKey[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Array.isArray(value) ? value[Number(key)] : value[String(key)];
  }
  return value;
}
