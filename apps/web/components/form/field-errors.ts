import { ApiProblem } from "@tfbench/client";

export type FieldErrors = {
  /** What the API said about this field or about something inside it. */
  of: (field: string) => string[];
  /** What no field of the form stands for, the problem's own sentence first. */
  rest: string[];
};

const isInside = (path: string, field: string) => path === field || path.startsWith(`${field}.`);

/** Deals the API's field errors out to the fields of a form, so that each is said where it can be mended. */
export function fieldErrors(error: Error | null, fields: readonly string[]): FieldErrors {
  if (error === null) return { of: () => [], rest: [] };
  const problems = error instanceof ApiProblem ? error.fields : [];
  const said = (path: string, field: string, message: string) =>
    path === field ? message : `${path.slice(field.length + 1)} ${message}`;
  const unplaced = problems.filter(({ field }) => !fields.some((each) => isInside(field, each)));
  const hint = error instanceof ApiProblem && error.hint !== null ? [error.hint] : [];
  return {
    of: (field) =>
      problems.filter((each) => isInside(each.field, field)).map((each) => said(each.field, field, each.message)),
    rest: [error.message, ...unplaced.map(({ field, message }) => `${field} ${message}`), ...hint],
  };
}
