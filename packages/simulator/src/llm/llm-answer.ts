import type { LlmFormat, Usage } from "./llm-format.ts";
import type { LlmPlan } from "./llm-plan.ts";
import type { LlmScript } from "./llm-script.ts";
import type { LlmState } from "./llm-state.ts";
import type { RequestTruth } from "./llm-truth.ts";
import type { Wire } from "./wire.ts";

/** One request about to be answered. */
export interface LlmAnswer {
  readonly llm: LlmState;
  readonly script: LlmScript;
  readonly plan: LlmPlan;
  readonly format: LlmFormat;
  readonly usage: Usage;
  readonly wire: Wire;
  readonly truth: RequestTruth;
  /** Aborts when the connection closes. */
  readonly left: AbortSignal;
}
