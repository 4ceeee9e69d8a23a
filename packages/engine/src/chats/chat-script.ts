import type { Prompt } from "../prompts/prompt.ts";
import type { SyntheticOptions } from "../prompts/synthetic-prompts.ts";

/** One conversation: what is sent first, and what its user says in each later turn. */
export type Conversation = { first: Prompt; says: readonly string[] };

/** What conversations say, as data: the thread that builds later turns is given a copy. */
export type ChatScript =
  | { kind: "synthetic"; turns: number; prompts: SyntheticOptions }
  | { kind: "listed"; conversations: readonly Conversation[]; description: string };

/** Multi-turn chats of a load. */
export type ChatPlan = {
  script: ChatScript;
  /** Most turns of a conversation. */
  turns: number;
  /** From the end of an answer to the next turn; drawn evenly between the two. */
  thinkMs: { from: number; to: number };
};
