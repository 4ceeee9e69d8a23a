import { z } from "zod";

const LONGEST_MESSAGE = 200_000;

/** A conversation as people write one, whoever it is for. What its assistant says is left out: the target answers itself. */
export const ChatConversation = z.strictObject({
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "user", "assistant"]),
        content: z.string().max(LONGEST_MESSAGE),
      }),
    )
    .min(1)
    .max(400),
  max_tokens: z.int().min(1).optional().meta({ description: "Of each answer." }),
});
export type ChatConversation = z.infer<typeof ChatConversation>;

const MOST_TEXT = 800_000;
const thinkMs = z.number().min(0).max(3_600_000);

/** Chats of several turns: a load then counts conversations. Turns are said by its conversations, or made up. */
export const ScenarioChats = z.strictObject({
  turns: z.int().min(2).max(100).meta({ description: "Most turns of a conversation." }),
  think_ms: z
    .strictObject({ from: thinkMs, to: thinkMs })
    .refine(({ from, to }) => from <= to, { path: ["to"], message: "must not be less than from" })
    .default({ from: 0, to: 0 })
    .meta({ description: "From the last word of an answer to the next turn; drawn evenly between the two." }),
  conversations: z
    .array(ChatConversation.refine(hasUser, { path: ["messages"], message: "must have a message of the user" }))
    .min(1)
    .max(1_000)
    .refine((all) => lengthOf(all) <= MOST_TEXT, { message: `must hold at most ${MOST_TEXT} characters in all` })
    .optional()
    .meta({
      description: "Begun from the start again where a load has more. Left out: made up, as prompts.synthetic says.",
    }),
});
export type ScenarioChats = z.infer<typeof ScenarioChats>;

function hasUser({ messages }: ChatConversation): boolean {
  return messages.some(({ role }) => role === "user");
}

function lengthOf(conversations: readonly ChatConversation[]): number {
  return conversations.reduce(
    (sum, { messages }) => sum + messages.reduce((length, { content }) => length + content.length, 0),
    0,
  );
}
