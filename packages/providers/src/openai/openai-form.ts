import { unreachable, type JsonObject } from "@tfbench/contracts";
import { messagesText } from "../llm/message-text.ts";
import { withTokenLimit } from "../llm/token-limits.ts";
import type { Prompt } from "@tfbench/engine";
import type { RequestForm } from "../request-form.ts";
import { toResponseInput } from "./to-response-input.ts";

const APIS = ["chat", "completions", "responses"] as const;
type Api = (typeof APIS)[number];

const PATHS: Record<Api, string> = {
  chat: "/v1/chat/completions",
  completions: "/v1/completions",
  responses: "/v1/responses",
};
/** What stands in a body of each and in none of the others. */
const FIELDS: Record<Api, string> = { chat: "messages", completions: "prompt", responses: "input" };
const limitField = (api: Api): string => (api === "responses" ? "max_output_tokens" : "max_tokens");
const known = (api: string | null): Api => APIS.find((name) => name === api) ?? "chat";

/** Bodies of chat completions, completions and responses. */
export const openaiForm: RequestForm = {
  apis: APIS,
  beginnings: ["instructions", "messages", "prompt", "input"],
  apiAt(path) {
    const end = path.replace(/\/+$/, "");
    // The path of completions is the end of that of chat completions.
    return APIS.find((api) => end.endsWith(PATHS[api].slice("/v1".length))) ?? null;
  },
  apiOf: (request) => APIS.find((api) => request[FIELDS[api]] !== undefined) ?? null,
  pathOf: (api) => PATHS[known(api)],
  write: ({ model, maxTokens, minTokens, ignoresEnd, tools, body }, api) => ({
    ...(model === null ? {} : { model }),
    ...(maxTokens === null ? {} : { [limitField(known(api))]: maxTokens }),
    ...(minTokens === null ? {} : { min_tokens: minTokens }),
    ...(ignoresEnd ? { ignore_eos: true } : {}),
    ...(tools === null ? {} : { tools }),
    ...body,
  }),
  withTurn(request, turn, api) {
    if (turn === null) return request;
    const limited = withTokenLimit(request, limitField(known(api)), turn.max_tokens);
    return { ...limited, ...said(turn, known(api)) };
  },
};

function said({ messages }: Prompt, api: Api): JsonObject {
  switch (api) {
    case "chat":
      return { messages: [...messages] };
    case "completions":
      return { prompt: messagesText(messages) };
    case "responses":
      return { input: messages.flatMap(toResponseInput) };
    default:
      return unreachable(api);
  }
}
