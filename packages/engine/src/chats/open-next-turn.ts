import type { JsonObject, JsonValue, RunResult } from "@tfbench/contracts";
import { placeInChat } from "@tfbench/stats";
import type { NextTurn } from "../meaning/open-meaning.ts";
import type { ChatPlan } from "./chat-script.ts";
import { thinkMs } from "./think-ms.ts";
import { wordsOfTurn } from "./words-of-turn.ts";

export type TurnBuilder = {
  seed: number;
  /** The body of a conversation's first turn. */
  firstBody(conversation: number): JsonObject;
  /** The body of the turn after one that was answered. */
  nextBody(before: JsonObject, turn: { answer: JsonValue; says: string }): JsonObject;
  /** The whole request with a body. */
  bytesOf(body: JsonObject): Uint8Array;
};

/**
 * Builds each turn from the one before and what the target really answered. Runs in the thread that gives bytes their
 * meaning; it keeps the last request of each conversation that is under way.
 */
export function openNextTurn(
  chats: ChatPlan,
  { seed, firstBody, nextBody, bytesOf }: TurnBuilder,
): (run: number, result: RunResult) => NextTurn | null {
  const bodies = new Map<number, JsonObject>();
  return (run, { status, response_json }) => {
    const { conversation, turn } = placeInChat(chats, run);
    const says = wordsOfTurn(chats.script, conversation, turn + 1);
    const before = bodies.get(conversation) ?? firstBody(conversation);
    bodies.delete(conversation);
    // What was not answered has no history.
    if (says === null || status !== "completed") return null;
    const body = nextBody(before, { answer: response_json, says });
    bodies.set(conversation, body);
    return { request: bytesOf(body), thinkMs: thinkMs(chats.thinkMs, seed, run + 1) };
  };
}
