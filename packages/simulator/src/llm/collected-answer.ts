import type { Ending, Piece } from "./llm-format.ts";

/** Puts the pieces of an answer together, for what is said about it at the end. */
export interface CollectedAnswer {
  add(piece: Piece): void;
  read(): Pick<Ending, "reasoning" | "answer" | "toolCalls">;
}

export function createCollectedAnswer(): CollectedAnswer {
  let reasoning = "";
  let answer = "";
  const toolCalls: { name: string; arguments: string }[] = [];
  return {
    add({ channel, text, toolName }) {
      if (channel === "reasoning") reasoning += text;
      if (channel === "answer") answer += text;
      if (channel !== "tool_call") return;
      if (toolName !== null) toolCalls.push({ name: toolName, arguments: "" });
      const current = toolCalls.at(-1);
      if (current) current.arguments += text;
    },
    read: () => ({ reasoning, answer, toolCalls }),
  };
}
