import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ChatScript, Conversation } from "./chat-script.ts";
import { parseJsonText } from "../prompts/parse-json-text.ts";
import { readTextFile } from "../read-text-file.ts";

type Message = { role: "system" | "user" | "assistant"; content: string };

const Line = z.object({
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(1),
  max_tokens: z.int().min(1).optional(),
});
const ShareGpt = z.array(
  z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) }).loose(),
);
const ROLES: Record<string, Message["role"]> = { human: "user", user: "user", system: "system", gpt: "assistant" };

const wrong = (file: string, place: string, message: string): CliError =>
  new CliError(EXIT_CODE.usage, `${file}${place}: ${message}`, {
    hint: 'Conversations are JSONL as {"messages": [{"role": "user", "content": "..."}, ...]}, or a ShareGPT list in JSON.',
  });

/**
 * The conversations of a JSONL or ShareGPT file, of at most so many turns each. What a user says is a turn; what the file
 * answers is left out, because the target answers itself. Throws a CliError with the line that cannot be read.
 */
export function readConversationFile(file: string, turns: number): Extract<ChatScript, { kind: "listed" }> {
  const text = readTextFile(file, {
    what: "prompt file",
    hint: "Check the path; it is taken from the folder the command runs in.",
  });
  const told = /\.json$/i.test(file) ? readShareGpt(file, text) : readLines(file, text);
  const conversations = told.flatMap(({ messages, max_tokens }) => {
    const conversation = conversationOf(messages, max_tokens);
    return conversation === null ? [] : [{ ...conversation, says: conversation.says.slice(0, turns - 1) }];
  });
  if (conversations.length === 0) throw wrong(file, "", "no user says anything in it.");
  const said = conversations.reduce((sum, { says }) => sum + says.length + 1, 0);
  return {
    kind: "listed",
    conversations,
    description: `${conversations.length} conversations of ${file} with ${said} turns`,
  };
}

/** Null where no user says anything. */
function conversationOf(messages: readonly Message[], max_tokens: number | null): Conversation | null {
  const at = messages.findIndex(({ role }) => role === "user");
  if (at < 0) return null;
  const says = messages
    .slice(at + 1)
    .filter(({ role, content }) => role === "user" && content !== "")
    .map(({ content }) => content);
  return { first: { messages: messages.slice(0, at + 1), max_tokens }, says };
}

type Told = { messages: Message[]; max_tokens: number | null };

function readLines(file: string, text: string): Told[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = Line.safeParse(parseJsonText(line, (why) => wrong(file, `:${index + 1}`, why)));
    if (!parsed.success) throw wrong(file, `:${index + 1}`, "this line is no conversation.");
    return [{ messages: parsed.data.messages, max_tokens: parsed.data.max_tokens ?? null }];
  });
}

function readShareGpt(file: string, text: string): Told[] {
  const parsed = ShareGpt.safeParse(parseJsonText(text, (why) => wrong(file, "", why)));
  if (!parsed.success) throw wrong(file, "", "it is no ShareGPT file (a list of objects with conversations).");
  return parsed.data.map(({ conversations }) => ({
    messages: conversations.flatMap(({ from, value }) => {
      const role = ROLES[from];
      return role === undefined || value === "" ? [] : [{ role, content: value }];
    }),
    max_tokens: null,
  }));
}
