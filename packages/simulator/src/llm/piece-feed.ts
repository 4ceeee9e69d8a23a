import type { Piece } from "./llm-format.ts";
import type { LlmPlan } from "./llm-plan.ts";
import { madeUpWords } from "./made-up-words.ts";

export interface PieceFeed {
  /** Null when the answer is complete. */
  next(): Piece | null;
}

/** Gives the pieces of an answer one after the other: reasoning, text, tool calls; none crosses two of these. */
export function createPieceFeed(plan: LlmPlan): PieceFeed {
  let reasoningLeft = plan.reasoningTokens;
  let answerIndex = 0;
  let call = 0;
  let callIndex = 0;

  function nextReasoning(): Piece {
    const tokens = Math.min(plan.tokensPerChunk, reasoningLeft);
    const text = madeUpWords(plan.wordSeed, reasoningLeft, tokens);
    reasoningLeft -= tokens;
    return { channel: "reasoning", text, tokens, call: 0, toolName: null };
  }

  function nextAnswer(): Piece {
    const tokens = Math.min(plan.tokensPerChunk, plan.answerTokens - answerIndex);
    const text = plan.words
      ? plan.words.slice(answerIndex, answerIndex + tokens).join("")
      : madeUpWords(plan.wordSeed, answerIndex, tokens);
    answerIndex += tokens;
    return { channel: "answer", text, tokens, call: 0, toolName: null };
  }

  function nextToolCall(): Piece | null {
    const current = plan.toolCalls[call];
    if (!current) return null;
    const parts = current.parts.slice(callIndex, callIndex + plan.tokensPerChunk);
    const toolName = callIndex === 0 ? current.name : null;
    const piece: Piece = { channel: "tool_call", text: parts.join(""), tokens: parts.length, call, toolName };
    callIndex += parts.length;
    if (callIndex >= current.parts.length) {
      call += 1;
      callIndex = 0;
    }
    return piece;
  }

  return {
    next() {
      if (reasoningLeft > 0) return nextReasoning();
      if (answerIndex < plan.answerTokens) return nextAnswer();
      return nextToolCall();
    },
  };
}
