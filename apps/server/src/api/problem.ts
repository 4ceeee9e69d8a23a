import { AppError } from "@tfbench/contracts";
import type { ErrorCode, Problem } from "@tfbench/contracts";
import { unreachableDatabase } from "@tfbench/services";
import { HTTPException } from "hono/http-exception";

/** The one place where a way to refuse or fail becomes an HTTP status. */
export const STATUS = {
  malformed_json: 400,
  unauthenticated: 401,
  forbidden_host: 403,
  forbidden_origin: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  has_dependents: 409,
  idempotency_mismatch: 409,
  confirmation_required: 409,
  not_cancellable: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  unknown_template_variable: 422,
  missing_template_variable: 422,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

export type ProblemStatus = (typeof STATUS)[ErrorCode];

const TITLES: Record<ProblemStatus, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

const UNKNOWN_ERROR = "Something went wrong on our side.";
const UNKNOWN_HINT = "Try again; if it stays, look for the request id in the server's log.";

/** Errors that are not ours say nothing to the caller; their text is for the log. */
function readError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status === 400)
    return new AppError("malformed_json", "The request cannot be read.", { cause: error });
  const unreachable = unreachableDatabase(error);
  if (unreachable !== null) return unreachable;
  return new AppError("internal", UNKNOWN_ERROR, { hint: UNKNOWN_HINT, cause: error });
}

/** The problem document of an error, and what the log should know of it. */
export function describeProblem(
  error: unknown,
  requestId: string,
): { problem: Problem & { status: ProblemStatus }; cause: unknown } {
  const appError = readError(error);
  const status = STATUS[appError.code];
  return {
    cause: appError.code === "internal" ? (appError.cause ?? appError) : appError,
    problem: {
      type: "about:blank",
      title: TITLES[status],
      status,
      code: appError.code,
      message: appError.code === "internal" ? UNKNOWN_ERROR : appError.message,
      hint: appError.hint,
      fields: appError.fields,
      details: appError.details,
      request_id: requestId,
    },
  };
}
