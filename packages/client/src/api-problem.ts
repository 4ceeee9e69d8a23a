import type { ErrorCode, FieldProblem, Problem } from "@tfbench/contracts";

/** The API refused or failed, or could not be reached. Branch on `code`. */
export class ApiProblem extends Error {
  readonly code: ErrorCode;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly hint: string | null;
  readonly fields: FieldProblem[];
  readonly details: Record<string, unknown> | null;
  readonly request_id: string | null;

  constructor(
    facts: Omit<Problem, "type" | "title" | "status" | "request_id"> & {
      status: number | null;
      request_id: string | null;
    },
    cause?: unknown,
  ) {
    super(facts.message, cause === undefined ? undefined : { cause });
    this.name = "ApiProblem";
    this.code = facts.code;
    this.status = facts.status;
    this.hint = facts.hint;
    this.fields = facts.fields;
    this.details = facts.details;
    this.request_id = facts.request_id;
  }
}

export const unreadable = (status: number | null, message: string, cause?: unknown): ApiProblem =>
  new ApiProblem(
    {
      code: "unavailable",
      status,
      message,
      hint: "Check that the API is running and that its address is right.",
      fields: [],
      details: null,
      request_id: null,
    },
    cause,
  );

/**
 * Whether a body is one of our problem documents, by the fields that are read here. The contract's schema would say the
 * same, but it would bring the schema library (50 kB compressed) into every page of the dashboard.
 */
const isProblem = (body: unknown): body is Problem =>
  typeof body === "object" &&
  body !== null &&
  "code" in body &&
  typeof body.code === "string" &&
  "message" in body &&
  typeof body.message === "string" &&
  "fields" in body &&
  Array.isArray(body.fields);

/** The problem document of an answer that is not a success. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return new ApiProblem(body);
  } catch (cause) {
    return unreadable(response.status, `The API answered ${response.status} without a problem document.`, cause);
  }
  return unreadable(response.status, `The API answered ${response.status} without a problem document.`);
}

/** The request got no answer at all. */
export const noAnswer = (url: string, cause: unknown): ApiProblem =>
  unreadable(null, `The API did not answer at ${url}.`, cause);
