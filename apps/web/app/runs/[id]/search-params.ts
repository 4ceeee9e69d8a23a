import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

export const PANELS = ["result", "checks", "request", "provider"] as const;

const none: never[] = [];

/** The whole view of a run; a reload or a link shows the same. */
export const runParams = {
  /** The event whose raw form is open. */
  event: parseAsInteger,
  heartbeats: parseAsBoolean.withDefault(false),
  /** Only these kinds of events; all when empty. */
  kind: parseAsArrayOf(parseAsString).withDefault(none),
  search: parseAsString.withDefault(""),
  panel: parseAsStringLiteral(PANELS).withDefault("result"),
  /** The part of the timeline that is in sight, in milliseconds from the run's start. */
  from: parseAsFloat,
  to: parseAsFloat,
};
