import { ApiError } from "../api-error.ts";
import type { LlmFault } from "./llm-script.ts";

const REFUSALS = new Map<LlmFault["kind"], { status: number; code: string; message: string }>([
  ["http_401", { status: 401, code: "INVALID_API_KEY", message: "Incorrect API key provided." }],
  ["http_404", { status: 404, code: "MODEL_NOT_FOUND", message: "The model does not exist." }],
  ["http_429", { status: 429, code: "RATE_LIMIT_EXCEEDED", message: "Rate limit reached for requests." }],
  ["http_500", { status: 500, code: "INTERNAL_ERROR", message: "The server had an error." }],
]);

/** The answer instead of an answer, where the script's fault is one. */
export function refusalOf(fault: LlmFault | undefined): ApiError | null {
  const refusal = fault && REFUSALS.get(fault.kind);
  return refusal ? new ApiError(refusal) : null;
}
