import { MADE_BEFORE, MAKES_ROW, NEEDS_OWN_ROW, QUERIES } from "./calls.ts";
import { exampleValue, resolveSchema } from "./example-value.ts";
import { listOperations, successOf, type OpenApi, type Operation, type Parameter } from "./open-api.ts";

const LINE_LENGTH = 80;
const ID_MADE_BEFORE = "the id made before";
/** A stream of a row that never ends would hold the example open. */
const STREAM_LIMIT_S = 30;

/** What stands before all examples. `server` is where `make start` puts the API. */
export const PREAMBLE = `server=http://127.0.0.1:8000
api=$server/api/v1
json='content-type: application/json'
id() { sed -E 's/^\\{"id":([0-9]+).*/\\1/'; }`;

/** The shell lines that call an operation on a fresh server. */
export function writeCall(document: OpenApi, operation: Operation): string {
  const noun = operation.path.match(/^\/api\/v1\/([a-z-]+)\/\{id\}/)?.[1];
  if (noun === undefined || !NEEDS_OWN_ROW.has(operation.operationId)) return writeWithRows(document, operation);
  const maker = listOperations(document).find(({ operationId }) => operationId === MAKES_ROW[noun]);
  if (maker === undefined)
    throw new Error(`${operation.operationId} needs a row of its own: name in MAKES_ROW what makes one of ${noun}.`);
  return `${writeWithRows(document, maker, keepId)}\n${writeCurl(document, operation, { id: "$id" })}`;
}

const keepId = (curl: string): string => `id=$(${curl} | id)`;

/** The call, after those that make the rows it needs; `end` is what becomes of its own answer. */
function writeWithRows(document: OpenApi, operation: Operation, end = (curl: string): string => curl): string {
  const needed = MADE_BEFORE[operation.operationId];
  const makers = (needed?.rows ?? []).map(({ operation: name, body, takes }) => {
    const maker = listOperations(document).find(({ operationId }) => operationId === name);
    if (maker === undefined) throw new Error(`${name} in MADE_BEFORE is no operation.`);
    return keepId(writeCurl(document, maker, { id: "1", body, takes }));
  });
  return [...makers, end(writeCurl(document, operation, { id: "1", takes: needed?.takes }))].join("\n");
}

/** `body` instead of the example's; `takes`: the field of it that holds the id of the row made before. */
type CallOrder = { id: string; body?: Record<string, unknown> | undefined; takes?: string | undefined };

function writeCurl(document: OpenApi, operation: Operation, order: CallOrder): string {
  const isStream = "text/event-stream" in successOf(operation).content;
  const method =
    operation.method === "GET" || (operation.method === "POST" && operation.requestBody)
      ? []
      : ["-X", operation.method];
  const words = ["curl", isStream ? `-sN --max-time ${STREAM_LIMIT_S}` : "-s", ...method];
  return [...words, writeAddress(operation, order.id, document), ...writeBody(document, operation, order)].join(" ");
}

function writeAddress(operation: Operation, id: string, document: OpenApi): string {
  const { schemas } = document.components;
  const path = operation.path.replace(/\{([a-z_]+)\}/g, (_, name: string) =>
    name === "id" ? id : String(valueOf(parameterNamed(operation, name), schemas)),
  );
  const query = QUERIES[operation.operationId] ?? writeQuery(operation, schemas);
  const address = path.startsWith("/api/v1/") ? path.replace("/api/v1", "$api") : `$server${path}`;
  return query === "" && !address.includes("?") ? address : `"${address}?${query}"`;
}

type Schemas = OpenApi["components"]["schemas"];
const valueOf = ({ example, schema }: Parameter, schemas: Schemas): unknown => example ?? exampleValue(schema, schemas);

function parameterNamed({ operationId, parameters }: Operation, name: string): Parameter {
  const found = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
  if (found === undefined) throw new Error(`${operationId} has {${name}} in its path and no such parameter.`);
  return found;
}

/** The parameters that must be there, and those whose description gives an example. */
const writeQuery = ({ parameters }: Operation, schemas: Schemas): string =>
  parameters
    .filter((one) => one.in === "query" && (one.required || one.example !== undefined))
    .map((one) => `${one.name}=${encodeURIComponent(String(valueOf(one, schemas)))}`)
    .join("&");

function writeBody(document: OpenApi, { operationId, requestBody }: Operation, { body, takes }: CallOrder): string[] {
  if (requestBody === undefined) return [];
  const json = requestBody.content["application/json"];
  if (json !== undefined) {
    const example = body ?? json.example ?? exampleValue(json.schema, document.components.schemas);
    const isObject = resolveSchema(json.schema, document.components.schemas).type === "object";
    if (!isObject && json.example === undefined) throw new Error(needsExample(operationId));
    const given = takes === undefined ? example : { ...Object(example), [takes]: ID_MADE_BEFORE };
    // Out of the quotes, where the shell puts the id.
    const text = quote(layOut(given)).replace(JSON.stringify(ID_MADE_BEFORE), `'$id'`);
    return ['-H "$json"', "-d", text];
  }
  const [type, content] = Object.entries(requestBody.content)[0] ?? [];
  if (type === undefined || typeof content?.example !== "string") throw new Error(needsExample(operationId));
  return [`-H ${quote(`content-type: ${type}`)}`, "--data-binary", quote(content.example)];
}

const needsExample = (operationId: string): string =>
  `${operationId} takes a body that no example can be made for: give its describe({ ... }) an \`example\`.`;

function layOut(value: unknown): string {
  const line = JSON.stringify(value);
  return line.length <= LINE_LENGTH ? line : JSON.stringify(value, null, 2);
}

const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
