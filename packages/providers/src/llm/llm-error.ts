import type { JsonValue } from "@tfbench/contracts";
import { isRecord, parseJson } from "../parse-json.ts";
import { quoteMessage } from "../quote-message.ts";
import { textAt } from "./json-fields.ts";

/** What a server says about a failure: any of the forms that OpenAI, Anthropic, vLLM, SGLang, llama.cpp and gateways use. */
export type LlmError = { code: string | null; message: string | null; http_status: number | null };

const MAX_MESSAGE_LENGTH = 1_000;

/** Null when there is none. */
export function readLlmError(value: JsonValue | undefined): LlmError | null {
  if (typeof value === "string" && value !== "")
    return { code: null, message: value.slice(0, MAX_MESSAGE_LENGTH), http_status: null };
  if (!isRecord(value)) return null;
  const { code, status } = value;
  const number = [code, status].find((given) => typeof given === "number" && given >= 400 && given < 600);
  const message = textAt(value["message"]) ?? textAt(value["detail"]) ?? textAt(value["error"]);
  const name = [code, value["type"], value["status"]].map((given) => textAt(given)).find((given) => given !== null);
  return {
    code: name?.toLowerCase() ?? null,
    message: message?.slice(0, MAX_MESSAGE_LENGTH) ?? null,
    http_status: typeof number === "number" ? number : null,
  };
}

/** The error in the body of an answer: an envelope, or the error itself. */
export function readErrorBody(text: string): LlmError | null {
  const body = parseJson(text)?.value;
  if (!isRecord(body)) return null;
  const enveloped = readLlmError(body["error"]);
  if (enveloped) return enveloped.message === null ? (readLlmError(body) ?? enveloped) : enveloped;
  const flat = readLlmError(body);
  if (flat?.message) return flat;
  // FastAPI lists what is wrong with the fields.
  return Array.isArray(body["detail"]) ? readLlmError(JSON.stringify(body["detail"])) : null;
}

/** `insufficient_quota, "You exceeded your quota"`, as the end of a sentence. */
export function describeLlmError({ code, message }: LlmError): string {
  const said = [code, message === null ? null : quoteMessage(message)].filter((part) => part !== null).join(", ");
  return said === "" ? "no reason given" : said;
}
