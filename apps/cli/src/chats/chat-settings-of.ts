import type { ChatSettings } from "@tfbench/contracts";
import type { ChatPlan } from "@tfbench/engine";

/** What a record says of a load's chats: not what was said in them. */
export const chatSettingsOf = (chats: ChatPlan | null): ChatSettings | null =>
  chats === null ? null : { turns: chats.turns, think_ms: { ...chats.thinkMs } };
