import { AppError } from "@tfbench/contracts";

/** `field` is where the id was given, when it was part of a larger input. */
export const notFound = (noun: string, id: number, field?: string): AppError =>
  new AppError(
    "not_found",
    `${noun} ${id} does not exist.`,
    field === undefined ? {} : { fields: [{ field, message: "does not exist" }] },
  );

/** The row, or the refusal that names it. */
export function found<T>(row: T | undefined, wanted: { noun: string; id: number; field?: string }): T {
  if (row === undefined) throw notFound(wanted.noun, wanted.id, wanted.field);
  return row;
}
