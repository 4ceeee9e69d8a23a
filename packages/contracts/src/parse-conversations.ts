import { z } from "zod";
import type { ChatConversation } from "./chat-conversation.ts";

/** `line` counts from 1; null: it is about the whole text. */
export type ConversationProblem = { line: number | null; message: string };
export type ParsedConversations =
  | { conversations: ChatConversation[]; problem: null }
  | { conversations: null; problem: ConversationProblem };

type Role = ChatConversation["messages"][number]["role"];

const Line = z.object({
  messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(1),
  max_tokens: z.int().min(1).optional(),
});
const ShareGpt = z.array(
  z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) }).loose(),
);
const ROLES: Record<string, Role> = { human: "user", user: "user", system: "system", gpt: "assistant" };

/** Conversations in JSONL, one a line, or a ShareGPT list in JSON. Those in which no user says anything are left out. */
export function parseConversations(text: string, form: "jsonl" | "sharegpt"): ParsedConversations {
  const parsed = form === "sharegpt" ? parseShareGpt(text) : parseLines(text);
  if (parsed.conversations === null) return parsed;
  const conversations = parsed.conversations.filter(({ messages }) => messages.some(({ role }) => role === "user"));
  return conversations.length === 0 ? wrong(null, "no user says anything in it") : { conversations, problem: null };
}

const wrong = (line: number | null, message: string): ParsedConversations => ({
  conversations: null,
  problem: { line, message },
});

function parseLines(text: string): ParsedConversations {
  const conversations: ChatConversation[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const json = parseJson(line);
    if (json.problem !== null) return wrong(index + 1, json.problem);
    const { data } = Line.safeParse(json.value);
    if (data === undefined) return wrong(index + 1, "this line is no conversation");
    const { messages, max_tokens } = data;
    conversations.push({ messages, ...(max_tokens === undefined ? {} : { max_tokens }) });
  }
  return { conversations, problem: null };
}

function parseShareGpt(text: string): ParsedConversations {
  const json = parseJson(text);
  if (json.problem !== null) return wrong(null, json.problem);
  const { data } = ShareGpt.safeParse(json.value);
  if (data === undefined) return wrong(null, "it is no ShareGPT file (a list of objects with conversations)");
  const conversations = data.map(({ conversations: said }) => ({
    messages: said.flatMap(({ from, value }) => {
      const role = ROLES[from];
      return role === undefined || value === "" ? [] : [{ role, content: value }];
    }),
  }));
  return { conversations, problem: null };
}

function parseJson(text: string): { value: unknown; problem: string | null } {
  try {
    const value: unknown = JSON.parse(text);
    return { value, problem: null };
  } catch (cause) {
    return { value: null, problem: `it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}
