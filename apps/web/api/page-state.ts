import type { ErrorCode } from "@tfbench/contracts";

/** What a page shows for each way the API can refuse or fail. */
export type PageState = "api_down" | "not_found" | "sign_in" | "refused" | "broken";

export const PAGE_STATE = {
  malformed_json: "refused",
  invalid_input: "refused",
  unknown_template_variable: "refused",
  missing_template_variable: "refused",
  unsupported_media_type: "refused",
  body_too_large: "refused",
  unauthenticated: "sign_in",
  forbidden_host: "refused",
  forbidden_origin: "refused",
  not_found: "not_found",
  method_not_allowed: "broken",
  conflict: "refused",
  has_dependents: "refused",
  idempotency_mismatch: "refused",
  confirmation_required: "refused",
  not_cancellable: "refused",
  unavailable: "api_down",
  internal: "broken",
} as const satisfies Record<ErrorCode, PageState>;
