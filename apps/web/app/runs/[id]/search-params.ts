import { parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs/server";

export const PANELS = ["result", "request", "provider"] as const;

export const runParams = {
  /** The event whose raw form is open. */
  event: parseAsInteger,
  heartbeats: parseAsBoolean.withDefault(false),
  panel: parseAsStringLiteral(PANELS).withDefault("result"),
};
