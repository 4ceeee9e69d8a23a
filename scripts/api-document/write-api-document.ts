import { STATUS } from "../../apps/server/src/api/problem.ts";
import { describeSchema } from "./describe-schema.ts";
import { listOperations, successOf, type OpenApi, type Operation, type Schema } from "./open-api.ts";
import { PREAMBLE, writeCall } from "./write-call.ts";

/** Refusals that any operation can meet are told once. */
const EVERYWHERE = ["401", "403", "500", "503"];

/** `docs/API.md`: every operation with a call that works, and every schema. */
export function writeApiDocument(document: OpenApi): string {
  const operations = listOperations(document);
  const tags = document.tags.map(({ name }) => name);
  return [
    writeOpening(tags, operations),
    ...tags.map((tag) => writeTag(tag, document)),
    "## Schemas",
    ...Object.entries(document.components.schemas).map(([name, schema]) => writeSchema(name, schema)),
    "",
  ].join("\n\n");
}

function writeOpening(tags: readonly string[], operations: readonly Operation[]): string {
  const rows = tags.map((tag) => {
    const own = operations.filter((operation) => operation.tags[0] === tag);
    const links = own.map(({ operationId }) => `[${operationId}](#${operationId.toLowerCase()})`);
    return `| [${tag}](#${slug(tag)}) | ${links.join(", ")} |`;
  });
  return `<!-- Written by \`npm run openapi:write\` from the OpenAPI document. Change the operation, not this file. -->

# API

The same description is served by a running server: \`/openapi.json\` (OpenAPI 3.1) and \`/docs\` (a page to try it).

| Noun | Operations |
| --- | --- |
${rows.join("\n")}

## How to call it

Every example below works as it stands after \`make start\` on a fresh data folder; put these lines before it.

\`\`\`sh run
${PREAMBLE}
\`\`\`

- **Access token**: where \`TFBENCH_ACCESS_TOKEN\` is set, add \`-H "Authorization: Bearer $TFBENCH_ACCESS_TOKEN"\`.
- **Bodies** are JSON in UTF-8 with \`Content-Type: application/json\`, unless the operation says otherwise. Unknown fields are refused.
- **Lists** answer \`{"data": [...], "next_cursor": "..."}\`; pass \`next_cursor\` as \`cursor\` for the next page, null ends it.
- **Instants** are ISO 8601 in UTC with milliseconds. Fields whose name ends in \`_ms\` are milliseconds of a monotonic clock.
- **Repeating safely**: where an operation takes \`Idempotency-Key\`, the same key with the same body answers with the same rows for 24 hours.
- **Refusals** are problem documents (\`application/problem+json\`) with \`code\`, \`message\`, \`hint\`, \`fields\` and
  \`request_id\`. Branch on \`code\`; [TROUBLESHOOTING.md](TROUBLESHOOTING.md#error-codes-of-the-api) says what to do about each.
  Any operation can meet ${EVERYWHERE.join(", ")}; the others name what else they can be refused with.

| Status | Codes |
| --- | --- |
${statuses.map((status) => `| ${status} | ${codesOf(status)} |`).join("\n")}`;
}

const statuses = [...new Set(Object.values(STATUS))].sort((a, b) => a - b).map(String);

const slug = (heading: string): string => heading.toLowerCase().replaceAll(" ", "-");
const codesOf = (status: string): string =>
  Object.entries(STATUS)
    .filter(([, of]) => String(of) === status)
    .map(([code]) => `\`${code}\``)
    .join(", ");

function writeTag(tag: string, document: OpenApi): string {
  const own = listOperations(document).filter((operation) => operation.tags[0] === tag);
  return [`## ${tag}`, ...own.map((operation) => writeOperation(operation, document))].join("\n\n");
}

function writeOperation(operation: Operation, document: OpenApi): string {
  return [
    `### ${operation.operationId}`,
    `\`${operation.method} ${operation.path}\`: ${sentence(operation.summary)}${operation.description ? ` ${operation.description}` : ""}`,
    ...writeParameters(operation),
    ...writeBody(operation),
    writeAnswers(operation),
    `\`\`\`sh run\n${writeCall(document, operation)}\n\`\`\``,
  ].join("\n\n");
}

const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);
const cell = (text: string): string => text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");

function writeParameters({ parameters }: Operation): string[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map(({ name, in: place, required, description, schema }) => {
    const words = [description ?? schema.description ?? "", defaultOf(schema)].filter((text) => text !== "");
    return `| \`${name}\` | ${place}${required ? "" : ", optional"} | ${cell(describeSchema(schema))} | ${cell(words.join(" "))} |`;
  });
  return [`| Parameter | Where | Value | Means |\n| --- | --- | --- | --- |\n${rows.join("\n")}`];
}

const defaultOf = ({ default: value }: Schema): string =>
  value === undefined ? "" : `Without it: \`${JSON.stringify(value)}\`.`;

function writeBody({ requestBody }: Operation): string[] {
  if (requestBody === undefined) return [];
  const kinds = Object.entries(requestBody.content).map(
    ([type, { schema }]) => `${describeSchema(schema)} (\`${type}\`)`,
  );
  return [`Body${requestBody.required ? "" : ", optional"}: ${kinds.join(" or ")}.`];
}

function writeAnswers(operation: Operation): string {
  const { status, description, headers, content } = successOf(operation);
  const kinds = Object.entries(content).map(([type, { schema }]) => describeContent(type, schema));
  const own = Object.entries(headers).filter(([name]) => name !== "X-Request-Id");
  const refusals = Object.keys(operation.responses).filter((code) => Number(code) >= 400 && !EVERYWHERE.includes(code));
  return [
    `- \`${status}\`: ${sentence(description)}${kinds.length > 0 ? ` ${kinds.join(" or ")}.` : ""}`,
    ...own.map(([name, header]) => `- Header \`${name}\`: ${sentence(header.description ?? "")}`),
    ...("304" in operation.responses ? ["- `304`: nothing changed since the `ETag` that `If-None-Match` names."] : []),
    ...(refusals.length > 0 ? [`- Refusals: ${refusals.join(", ")}.`] : []),
  ].join("\n");
}

function describeContent(type: string, schema: Schema): string {
  if (type === "application/json") return describeSchema(schema);
  if (type !== "text/event-stream") return `\`${type}\``;
  const messages = (schema.oneOf ?? []).map(({ properties = {} }) => describeSchema(properties["event"] ?? {}));
  return `Server-sent events: ${messages.join(", ")}`;
}

function writeSchema(name: string, schema: Schema): string {
  const opening = `### Schema ${name}${schema.description ? `\n\n${sentence(schema.description)}` : ""}`;
  if (schema.properties === undefined) return `${opening}\n\n${describeSchema(schema)}.`;
  const rows = listFields(schema, "").map(({ path, property, isOptional }) => {
    const words = [isOptional ? "Optional." : "", property.description ?? "", defaultOf(property)];
    const means = words.filter((text) => text !== "").join(" ");
    return `| \`${path}\` | ${cell(describeSchema(property))} | ${cell(means)} |`;
  });
  return `${opening}\n\n| Field | Value | Means |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

type Field = { path: string; property: Schema; isOptional: boolean };

/** The fields of an object; those of an object inside it stand with their path in place of that object. */
function listFields({ properties = {}, required = [] }: Schema, folder: string): Field[] {
  return Object.entries(properties).flatMap(([name, property]): Field[] => {
    const path = `${folder}${name}`;
    if (property.properties !== undefined) return listFields(property, `${path}.`);
    return [{ path, property, isOptional: !required.includes(name) && property.default === undefined }];
  });
}
