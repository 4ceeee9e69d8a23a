import { unreadable } from "./api-problem.ts";
import type { OperationId } from "./operations.ts";

const isObject = (body: unknown): body is object => typeof body === "object" && body !== null && !Array.isArray(body);

const isPage = (body: object): boolean => "data" in body && Array.isArray(body.data);

const wrong = (response: Response, what: string, cause?: unknown) =>
  unreadable(
    response.status,
    `The API answered ${response.status} at ${new URL(response.url).pathname} ${what}.`,
    cause,
  );

/**
 * The body of a success. Its fields are guaranteed by the OpenAPI document of the same version; what is looked at here
 * is whether it can be an answer of this API at all and not a proxy's page, half of an answer, or some other server's.
 */
export async function readAnswer(response: Response, id: OperationId): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text().catch((cause: unknown) => {
    throw wrong(response, "and broke off before its end", cause);
  });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw wrong(response, "with something that is not JSON", cause);
  }
  if (!isObject(body) || (isList(id) && !isPage(body))) throw wrong(response, "with JSON of another shape");
  return body;
}

/** Facets and samples are listed too, but not in pages. */
const isList = (id: OperationId): boolean =>
  /^list(Automations|Scenarios|Targets|Runs|RunEvents|Batches|Sweeps|AuditLog)$/.test(id);

/** A stream of events says that it is one; anything else would be read as a stream without events. */
export function checkStream(response: Response): void {
  if (!(response.headers.get("content-type") ?? "").startsWith("text/event-stream"))
    throw wrong(response, "with something that is not a stream of events");
}
