const KINDS = { "23503": "foreign_key", "23505": "unique" } as const;

export type ConstraintViolation = { kind: (typeof KINDS)[keyof typeof KINDS]; constraint: string };

const isKnown = (code: unknown): code is keyof typeof KINDS => typeof code === "string" && Object.hasOwn(KINDS, code);

/** Which constraint a failed statement ran into; null for every other error. */
export function readConstraintViolation(error: unknown): ConstraintViolation | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (!("code" in cause) || !isKnown(cause.code)) continue;
    return { kind: KINDS[cause.code], constraint: "constraint" in cause ? String(cause.constraint) : "" };
  }
  return null;
}
