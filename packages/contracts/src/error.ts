/** Every way our own system can refuse or fail. Branch on the code, never on text. */
export const ERROR_CODES = [
  "malformed_json",
  "invalid_input",
  "unknown_template_variable",
  "missing_template_variable",
  "unsupported_media_type",
  "body_too_large",
  "unauthenticated",
  "forbidden_host",
  "forbidden_origin",
  "not_found",
  "method_not_allowed",
  "conflict",
  "has_dependents",
  "idempotency_mismatch",
  "confirmation_required",
  "not_cancellable",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Where in the input a problem lies: a dotted path such as `inputs_template.url`, or `query.limit`. */
export type FieldProblem = { field: string; message: string };

export type AppErrorOptions = {
  hint?: string;
  fields?: FieldProblem[];
  /** Machine-readable facts for the caller, such as the counts behind a `has_dependents`. */
  details?: Record<string, unknown>;
  cause?: unknown;
};

/** Our own system refusing or failing. A run that fails is data, not an AppError. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly fields: FieldProblem[];
  readonly details: Record<string, unknown> | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.hint = options.hint ?? null;
    this.fields = options.fields ?? [];
    this.details = options.details ?? null;
  }
}

/** Marks a branch the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Error(`Impossible value: ${JSON.stringify(value)}`);
}
