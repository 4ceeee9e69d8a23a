import type { PromptPlan } from "../prompts/request-of-run.ts";
import { syntheticOfPlan } from "../prompts/synthetic-of-plan.ts";
import type { ChatPlan } from "./chat-script.ts";
import { conversationOf } from "./conversation-of.ts";

/** The chats of a plan; null where every run stands alone. */
export function chatPlanOf(plan: PromptPlan): ChatPlan | null {
  const { chats } = plan.settings;
  if (chats === undefined) return null;
  const { turns, think_ms: thinkMs, conversations: told } = chats;
  const synthetic = syntheticOfPlan(plan);
  if (told === undefined && synthetic !== null)
    return { script: { kind: "synthetic", turns, prompts: synthetic }, turns, thinkMs };
  const conversations = (told ?? []).flatMap((one) => conversationOf(one, turns) ?? []);
  if (conversations.length === 0) throw new Error("Chats of a plan have conversations, or prompts that are made up.");
  const description = `${conversations.length} conversations`;
  return { script: { kind: "listed", conversations, description }, turns, thinkMs };
}
