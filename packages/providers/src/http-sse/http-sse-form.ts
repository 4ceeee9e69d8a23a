import { AppError, type JsonObject } from "@tfbench/contracts";
import { messagesText } from "../llm/message-text.ts";
import { recordAt } from "../llm/json-fields.ts";
import type { Prompt } from "@tfbench/engine";
import type { RequestForm, Wishes } from "../request-form.ts";
import { fillPlaces, fillText, type PlaceValues } from "./fill-places.ts";

/** The simulator's endpoint that takes the body which wishes alone make. */
const PATH = "/v1/completions";

/**
 * Requests as the person writes them, with places for what differs from run to run: {{prompt}}, {{messages}}, {{model}} and
 * {{max_tokens}}. The last two are filled from fields of the request that are not sent themselves.
 */
export const httpSseForm: RequestForm = {
  beginnings: [],
  apis: [],
  apiAt: () => null,
  apiOf: () => null,
  pathOf: () => PATH,
  write: (wishes) => {
    const { model, maxTokens } = wishes;
    refuseUnsayable(wishes);
    return {
      ...(model === null ? {} : { model }),
      ...(maxTokens === null ? {} : { max_tokens: maxTokens }),
      body: {
        ...(model === null ? {} : { model: "{{model}}" }),
        prompt: "{{prompt}}",
        ...(maxTokens === null ? {} : { max_tokens: "{{max_tokens}}" }),
        stream: true,
        ...wishes.body,
      },
      stream: {},
    };
  },
  withTurn(request, turn) {
    const { model, max_tokens, ...template } = request;
    const values = valuesOf({ model, max_tokens: turn?.max_tokens ?? max_tokens }, turn);
    const { body, path, headers } = template;
    return {
      ...template,
      ...(body === undefined ? {} : { body: fillPlaces(body, values) }),
      ...(typeof path === "string" ? { path: fillText(path, values, encodeURIComponent) } : {}),
      ...(recordAt(headers) === null ? {} : { headers: fillPlaces(headers ?? {}, values) }),
    };
  },
};

/** Getters, so that a prompt which is no text is a fault only where its text is asked for. */
function valuesOf(given: PlaceValues, turn: Prompt | null): PlaceValues {
  return {
    get prompt() {
      return turn === null ? undefined : messagesText(turn.messages);
    },
    messages: turn === null ? undefined : [...turn.messages],
    model: given["model"],
    max_tokens: given["max_tokens"],
  };
}

function refuseUnsayable({ minTokens, ignoresEnd, tools }: Wishes): void {
  const unsayable: JsonObject = { min_tokens: minTokens, ignore_eos: ignoresEnd || null, tools };
  const [name] = Object.entries(unsayable).find(([, value]) => value !== null) ?? [];
  if (name === undefined) return;
  throw new AppError("invalid_input", `What ${name} is called in a request of this kind, only its server knows.`, {
    hint: "Write it into the body yourself.",
  });
}
