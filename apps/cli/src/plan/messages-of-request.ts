import type { JsonObject, JsonValue } from "@tfbench/contracts";
import type { ChatMessage } from "@tfbench/engine";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

type SplitRequest = { request: JsonObject; messages: ChatMessage[] };

/** A request apart from the messages it begins with. Throws a CliError where they are no list of messages. */
export function messagesOfRequest({ messages = [], ...request }: JsonObject): SplitRequest {
  if (!Array.isArray(messages)) throw noMessages("request.messages is no list");
  return { request, messages: messages.map((message, index) => messageOf(message, index)) };
}

function messageOf(message: JsonValue, index: number): ChatMessage {
  if (typeof message === "object" && message !== null && !Array.isArray(message)) {
    const { role } = message;
    if (typeof role === "string") return { ...message, role };
  }
  throw noMessages(`request.messages.${index} has no role`);
}

const noMessages = (why: string): CliError =>
  new CliError(EXIT_CODE.usage, `${why}.`, {
    hint: 'Messages are a list such as [{"role": "user", "content": "Hello"}].',
  });
