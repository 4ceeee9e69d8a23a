import type { RunEvent } from "@tfbench/contracts";

/** A line of the table holds less; an event of a megabyte must not be laid out to be cut off. */
const SHOWN_CHARACTERS = 300;

/** In this order: what an event says of itself, in the provider's own words. */
const SAYING_FIELDS = ["purpose", "message", "error", "status", "streaming_url", "run_id"];

/** Rows are prepared anew while the reader scrolls; what an event says need not be parsed again. */
const known = new WeakMap<RunEvent, string>();

/** What an event says, in one line. */
export function eventText(event: RunEvent): string {
  let said = known.get(event);
  if (said === undefined) {
    said = readText(event).slice(0, SHOWN_CHARACTERS);
    known.set(event, said);
  }
  return said;
}

function readText({ data }: RunEvent): string {
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    // Not JSON: the stream is shown as it came.
    return data;
  }
  if (typeof message !== "object" || message === null) return data;
  const said = SAYING_FIELDS.map((name): unknown => Reflect.get(message, name)).find(
    (value) => value !== undefined && value !== null,
  );
  if (said === undefined) return "";
  return typeof said === "string" ? said : JSON.stringify(said);
}
