import type { BatchPlan } from "@tfbench/contracts";
import type { ChatPlan } from "@tfbench/engine";
import type { LocalPlan } from "../plan/local-plan.ts";

/** What later turns of chats are built from, as data that can be cloned into another thread. */
export type ChatsGiven = {
  chats: ChatPlan;
  plan: Omit<LocalPlan, "prompts" | "chats">;
  url: string;
  credential: string | null;
};

/**
 * What the meaning thread is started with. The plan's credential stays in the main thread, because meaning needs none,
 * unless that thread builds the requests of later turns.
 */
export type MeaningGiven = { plan: BatchPlan; chats: ChatsGiven | null };
