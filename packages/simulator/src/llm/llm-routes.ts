import type { Exchange } from "../exchange.ts";
import { answerLlm } from "./answer-llm.ts";
import { chatApi } from "./chat-api.ts";
import { completionApi } from "./completion-api.ts";
import { messageApi } from "./message-api.ts";
import { responseApi } from "./response-api.ts";

/** The LLM endpoints: how a path ends, and what answers it. */
export const LLM_ROUTES: readonly { path: RegExp; answer: (exchange: Exchange) => Promise<void> }[] = [
  { path: /\/chat\/completions$/, answer: (exchange) => answerLlm(exchange, chatApi) },
  { path: /\/completions$/, answer: (exchange) => answerLlm(exchange, completionApi) },
  { path: /\/v1\/responses$/, answer: (exchange) => answerLlm(exchange, responseApi) },
  { path: /\/v1\/messages$/, answer: (exchange) => answerLlm(exchange, messageApi) },
];
