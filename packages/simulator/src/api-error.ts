export type ApiErrorCode =
  | "INVALID_INPUT"
  | "MISSING_API_KEY"
  | "INVALID_API_KEY"
  | "UNAUTHORIZED"
  | "INSUFFICIENT_CREDITS"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "FEATURE_NOT_AVAILABLE"
  | "RATE_LIMIT_EXCEEDED"
  | "SERVICE_BUSY"
  | "INTERNAL_ERROR";

/** What a script's `http_status` answers when it names no code. */
const CODE_OF_STATUS = new Map<number, ApiErrorCode>([
  [400, "INVALID_INPUT"],
  [401, "UNAUTHORIZED"],
  [402, "INSUFFICIENT_CREDITS"],
  [403, "FORBIDDEN"],
  [404, "NOT_FOUND"],
  [429, "RATE_LIMIT_EXCEEDED"],
  [503, "SERVICE_BUSY"],
]);

export interface ErrorAnswer {
  status: number;
  code: string;
  message: string;
  details?: unknown;
}

/** An answer of TinyFish's error envelope; thrown in a route, sent by the server. */
export class ApiError extends Error {
  readonly answer: ErrorAnswer;

  constructor(answer: ErrorAnswer) {
    super(answer.message);
    this.answer = answer;
  }
}

export function errorBody({ code, message, details }: ErrorAnswer): unknown {
  return { error: { code, message, ...(details !== undefined && { details }) } };
}

export function codeOfStatus(status: number): string {
  return CODE_OF_STATUS.get(status) ?? (status >= 500 ? "INTERNAL_ERROR" : "INVALID_INPUT");
}

export interface InputIssue {
  code?: string | undefined;
  path: readonly PropertyKey[];
  message: string;
}

export function invalidInput(message: string, issues: readonly InputIssue[]): ApiError {
  const details = issues.map((issue) => ({ ...issue, path: issue.path.map(String) }));
  return new ApiError({ status: 400, code: "INVALID_INPUT", message, details });
}

export function runNotFound(runId: string): ApiError {
  return new ApiError({ status: 404, code: "NOT_FOUND", message: `Run ${runId.slice(0, 200)} does not exist.` });
}
