import type { ErrorAnswer } from "../api-error.ts";

const TYPES = new Map([
  [401, "authentication_error"],
  [404, "not_found_error"],
  [429, "rate_limit_error"],
]);

/** The error of every OpenAI-compatible endpoint. */
export function openaiErrorBody({ status, code, message }: ErrorAnswer): unknown {
  const type = TYPES.get(status) ?? (status >= 500 ? "server_error" : "invalid_request_error");
  return { error: { message, type, param: null, code: code.toLowerCase() } };
}
