import { ApiProblem } from "@tfbench/client";
import { formatNumber } from "#format/format-number.ts";

export type FieldErrors = {
  /** What the API said about this field or about something inside it. */
  of: (field: string) => string[];
  /** What no field of the form stands for, the problem's own sentence first. */
  rest: string[];
  /** What is wrong as a whole, and what to do about it; for those who show every field by themselves. */
  whole: string[];
};

/** What the API's fields are called on a form. */
export type FieldLabels = Readonly<Record<string, string>>;

const isInside = (path: string, field: string) => path === field || path.startsWith(`${field}.`);

/** Deals the API's field errors out to the fields of a form, so that each is said where it can be mended. */
export function fieldErrors(error: Error | null, fields: readonly string[], labels: FieldLabels = {}): FieldErrors {
  if (error === null) return { of: () => [], rest: [], whole: [] };
  const problems = error instanceof ApiProblem ? error.fields : [];
  const said = (path: string, field: string, message: string) =>
    path === field ? message : `${path.slice(field.length + 1)} ${message}`;
  const isPlaced = ({ field }: { field: string }) => fields.some((each) => isInside(field, each));
  const unplaced = problems.filter((each) => !isPlaced(each));
  const hint = error instanceof ApiProblem && error.hint !== null ? [error.hint] : [];
  return {
    of: (field) =>
      problems.filter((each) => isInside(each.field, field)).map((each) => said(each.field, field, each.message)),
    rest:
      isPlainRefusal(error) && problems.length > 0 && unplaced.length === 0
        ? [sayRefused(problems.length)]
        : [error.message, ...unplaced.map(({ field, message }) => `${labelOf(field, labels)} ${message}`), ...hint],
    whole: [error.message, ...hint],
  };
}

const sayRefused = (problems: number): string =>
  problems === 1
    ? "Not accepted: 1 problem, told at its field."
    : `Not accepted: ${formatNumber(problems)} problems, each told at its field.`;

/** Refused for its fields alone: any other code has something to say of its own. */
const isPlainRefusal = (error: Error): boolean => error instanceof ApiProblem && error.code === "invalid_input";

/** The label of a field, and of what is inside one the label with the way from there. */
function labelOf(path: string, labels: FieldLabels): string {
  const field = Object.keys(labels).find((each) => isInside(path, each));
  if (field === undefined) return path;
  return path === field ? `${labels[field]}` : `${labels[field]}: ${path.slice(field.length + 1)}`;
}
