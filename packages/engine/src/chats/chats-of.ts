import type { Chats } from "../measure/load-order.ts";
import type { ChatPlan } from "./chat-script.ts";

/** How many turns the conversations have, as the engine needs to know it. */
export function chatsOf({ script, turns }: ChatPlan): Chats {
  const counts = script.kind === "synthetic" ? [script.turns] : script.conversations.map(({ says }) => says.length + 1);
  const shared = new Uint16Array(new SharedArrayBuffer(counts.length * Uint16Array.BYTES_PER_ELEMENT));
  shared.set(counts);
  return { stride: turns, turns: shared };
}
