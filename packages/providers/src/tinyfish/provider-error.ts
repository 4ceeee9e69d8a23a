import type { JsonValue } from "@tfbench/contracts";
import { isRecord } from "../parse-json.ts";
import { quoteMessage } from "../quote-message.ts";
import { fieldOf, textOf } from "./tinyfish-event.ts";

/** What TinyFish says about a failure, in whichever form it came. Codes and categories are in upper case. */
export type ProviderError = {
  code: string | null;
  category: string | null;
  message: string | null;
  retryAfterSeconds: number | null;
  help: string | null;
};

const MAX_MESSAGE_LENGTH = 1_000;
const shorten = (text: string | null): string | null => text?.slice(0, MAX_MESSAGE_LENGTH) ?? null;

/** Reads an error object, or the plain string of the published OpenAPI. Null when there is none. */
export function readProviderError(error: JsonValue | undefined): ProviderError | null {
  if (typeof error === "string" && error !== "") {
    return { code: null, category: null, message: shorten(error), retryAfterSeconds: null, help: null };
  }
  if (!isRecord(error)) return null;
  const retryAfter = fieldOf(error, "retry_after", "retryAfter");
  return {
    code: textOf(error, "code")?.toUpperCase() ?? null,
    category: textOf(error, "category")?.toUpperCase() ?? null,
    message: shorten(textOf(error, "message")),
    retryAfterSeconds: typeof retryAfter === "number" && retryAfter >= 0 ? retryAfter : null,
    help: shorten(textOf(error, "help_message", "helpMessage", "help_url", "helpUrl")),
  };
}

/** `TASK_FAILED, "The agent stopped"` and what else was said, as the end of a sentence. */
export function describeProviderError({ code, category, message, retryAfterSeconds, help }: ProviderError): string {
  const name = code ?? category;
  const said = [name, message === null ? null : quoteMessage(message)].filter((part) => part !== null).join(", ");
  const wait = retryAfterSeconds === null ? "" : ` It asks to wait ${retryAfterSeconds} s.`;
  return `${said === "" ? "no reason given" : said}.${wait}${help === null ? "" : ` It adds: ${help}`}`;
}
