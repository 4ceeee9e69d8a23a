import { parseConversations, type RunSettings } from "@tfbench/contracts";
import { readNumber } from "#components/form/number-field.tsx";

export type ChatDraft = {
  isChat: boolean;
  turns: string;
  think_from_s: string;
  think_to_s: string;
  /** Whether what its users say is given, or made up. */
  says: "made_up" | "given";
  /** Of each turn that is made up. */
  input_tokens: string;
  /** JSONL, or a ShareGPT list. */
  conversations: string;
};

export const EMPTY_CHAT: ChatDraft = {
  isChat: false,
  turns: "3",
  think_from_s: "1",
  think_to_s: "3",
  says: "made_up",
  input_tokens: "100",
  conversations: "",
};

type Settings = Pick<RunSettings, "chats" | "prompts">;

export function chatDraftOf({ chats, prompts }: Settings): ChatDraft {
  if (chats === undefined) return EMPTY_CHAT;
  const { turns, think_ms, conversations } = chats;
  return {
    isChat: true,
    turns: String(turns),
    think_from_s: String(think_ms.from / 1_000),
    think_to_s: String(think_ms.to / 1_000),
    says: conversations === undefined ? "made_up" : "given",
    input_tokens: prompts?.synthetic === undefined ? EMPTY_CHAT.input_tokens : String(prompts.synthetic.input_tokens),
    conversations: (conversations ?? []).map((one) => JSON.stringify(one)).join("\n"),
  };
}

export const CHAT_FIELDS = [
  "run_settings.chats.turns",
  "run_settings.chats.think_ms",
  "run_settings.chats.conversations",
  "run_settings.prompts.synthetic.input_tokens",
] as const;

const parsed = (text: string) => parseConversations(text, text.trimStart().startsWith("[") ? "sharegpt" : "jsonl");

/** What is wrong with conversations that were pasted; empty while there are none. */
export function conversationErrors({ conversations: text }: Pick<ChatDraft, "conversations">): string[] {
  if (text.trim() === "") return [];
  const { problem } = parsed(text);
  if (problem === null) return [];
  return [`${problem.line === null ? "" : `Line ${problem.line}: `}${problem.message}.`];
}

/** How many conversations were pasted; null where they cannot be read. */
export const countConversations = (text: string): number | null => parsed(text).conversations?.length ?? null;

/** What keeps it from being sent. */
export function chatObstacle(draft: ChatDraft): string | null {
  if (!draft.isChat) return null;
  if ([draft.turns, draft.think_from_s, draft.think_to_s].includes("")) return "Fill in the chats first.";
  if (draft.says === "made_up") return draft.input_tokens === "" ? "Say how long a turn is first." : null;
  if (draft.conversations.trim() === "") return "Paste the conversations first.";
  return conversationErrors(draft).length === 0 ? null : "Mend the conversations that are marked first.";
}

const ms = (text: string): number => Math.round((readNumber(text) ?? 0) * 1_000);

/** The settings of a scenario with these chats; what it says of prompts besides stays. */
export function chatSettings(draft: ChatDraft, kept: RunSettings["prompts"]): Settings {
  if (!draft.isChat) return kept === undefined ? {} : { prompts: kept };
  const { conversations } = parsed(draft.conversations);
  const isGiven = draft.says === "given" && conversations !== null;
  const shared = { shared_prefix_tokens: 0, ...kept?.synthetic };
  const synthetic = { ...shared, input_tokens: Number(draft.input_tokens) };
  const prompts = isGiven ? kept : { allow_repeats: false, ...kept, synthetic };
  return {
    chats: {
      turns: Number(draft.turns),
      think_ms: { from: ms(draft.think_from_s), to: ms(draft.think_to_s) },
      ...(isGiven ? { conversations } : {}),
    },
    ...(prompts === undefined ? {} : { prompts }),
  };
}
