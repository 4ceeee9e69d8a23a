import { AppError } from "@tfbench/contracts";
import type { JsonValue } from "@tfbench/contracts";
import { createHash } from "node:crypto";

const SCOPE_BYTES = 9;

/**
 * Writes where a page ended as an opaque text. `scope` is everything the position means something in (the list, its
 * filter and its sort): a cursor of another list is refused rather than read as a place in this one.
 */
export function encodePageCursor(scope: JsonValue, position: JsonValue): string {
  return Buffer.from(JSON.stringify([hashOf(scope), position])).toString("base64url");
}

/** Reads what `encodePageCursor` wrote for the same scope; anything else is refused. The position is the caller's to check. */
export function decodePageCursor(scope: JsonValue, cursor: string): unknown {
  const content = parse(Buffer.from(cursor, "base64url").toString());
  if (!Array.isArray(content) || content.length !== 2) throw foreignCursor();
  const [hash, position]: unknown[] = content;
  if (hash !== hashOf(scope)) throw foreignCursor();
  return position;
}

export function foreignCursor(): AppError {
  return new AppError("invalid_input", "The cursor does not belong to this list.", {
    hint: "Pass next_cursor of the page before, with the same filter and sort, or leave it out to start from the beginning.",
    fields: [{ field: "query.cursor", message: "not a cursor of this list with this filter and sort" }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function hashOf(scope: JsonValue): string {
  return createHash("sha256").update(canonical(scope)).digest().subarray(0, SCOPE_BYTES).toString("base64url");
}

/** JSON with the names of every object in alphabetical order, so that equal scopes have one text. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, inner: JsonValue) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
