import { ApiProblem } from "@tfbench/client";

const valueAt = (root: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );

/** The field itself or, of a path that leads into it, what is there: its parts may have names with dots. */
const textAt = (body: unknown, field: string): string => JSON.stringify(valueAt(body, field.split("."))) ?? "";

/** A refusal without what has been changed since it was sent; null once nothing of it is left. */
export function openProblems(error: Error | null, { sent, now }: { sent: unknown; now: unknown }): Error | null {
  if (!(error instanceof ApiProblem) || error.fields.length === 0 || now === null) return error;
  const fields = error.fields.filter(({ field }) => textAt(sent, field) === textAt(now, field));
  if (fields.length === error.fields.length) return error;
  return fields.length === 0 ? null : new ApiProblem({ ...error, message: error.message, fields }, error);
}
