import type { JsonValue, RunResult } from "@tfbench/contracts";
import type { NextTurn } from "@tfbench/engine";
import { nextTurn } from "@tfbench/providers";
import type { ChatPlan } from "./chat-script.ts";
import { placeInChat } from "./place-in-chat.ts";
import { thinkMs } from "./think-ms.ts";
import { wordsOfTurn } from "./words-of-turn.ts";

type Body = Record<string, JsonValue>;

export type TurnBuilder = {
  seed: number;
  provider: Parameters<typeof nextTurn>[0];
  /** The body of a conversation's first turn. */
  firstBody(conversation: number): Body;
  /** The whole request with a body. */
  bytesOf(body: Body): Uint8Array;
};

/**
 * Builds each turn from the one before and what the target really answered. Runs in the thread that gives bytes their
 * meaning; it keeps the last request of each conversation that is under way.
 */
export function openNextTurn(
  chats: ChatPlan,
  { seed, provider, firstBody, bytesOf }: TurnBuilder,
): (run: number, result: RunResult) => NextTurn | null {
  const bodies = new Map<number, Body>();
  return (run, { status, response_json }) => {
    const { conversation, turn } = placeInChat(chats, run);
    const says = wordsOfTurn(chats.script, conversation, turn + 1);
    const before = bodies.get(conversation) ?? firstBody(conversation);
    bodies.delete(conversation);
    // What was not answered has no history.
    if (says === null || status !== "completed") return null;
    const body = nextTurn(provider, before, { answer: response_json, says });
    bodies.set(conversation, body);
    return { request: bytesOf(body), thinkMs: thinkMs(chats.thinkMs, seed, run + 1) };
  };
}
