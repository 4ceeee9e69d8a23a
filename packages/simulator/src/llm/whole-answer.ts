import { createCollectedAnswer } from "./collected-answer.ts";
import { createGeneration } from "./generation.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import { createPieceFeed } from "./piece-feed.ts";
import { sendLlmJson } from "./send-llm-json.ts";

/** Answers in one piece, when a stream would have written its last token. */
export function wholeAnswer(answer: LlmAnswer): void {
  const { plan, format, usage, wire } = answer;
  const generation = createGeneration(answer);

  generation.begin((originMs) => {
    const feed = createPieceFeed(plan);
    const collected = createCollectedAnswer();
    let dueMs = originMs + plan.ttftMs;
    let tokens = 0;
    for (let piece = feed.next(); piece; piece = feed.next()) {
      if (tokens > 0) dueMs += plan.nextGapMs();
      tokens += piece.tokens;
      collected.add(piece);
    }
    generation.at(dueMs, () => {
      const body = format.whole({ finishReason: plan.finishReason, usage, ...collected.read() });
      sendLlmJson(wire, { status: 200, body, dueMs, tokens });
      generation.wrote(tokens);
      generation.finish("completed");
    });
  });
}
