import type { z } from "zod";
import type { ErrorAnswer } from "../api-error.ts";
import type { FormatContext, LlmFormat } from "./llm-format.ts";
import type { LlmRequest } from "./llm-request.ts";

/** One of the APIs the simulator plays. */
export interface LlmApi<Body = unknown> {
  schema: z.ZodType<Body>;
  read(body: Body): LlmRequest;
  createFormat(context: FormatContext): LlmFormat;
  errorBody(answer: ErrorAnswer): unknown;
}
