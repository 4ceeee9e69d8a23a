import { createCollectedAnswer } from "./collected-answer.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import { createPieceFeed } from "./piece-feed.ts";

/** Every event of a stream, for where it is not written event by event. */
export function wholeStreamText({ format, plan, usage }: LlmAnswer): string {
  const feed = createPieceFeed(plan);
  const collected = createCollectedAnswer();
  let text = format.opening();
  for (let piece = feed.next(); piece; piece = feed.next()) {
    collected.add(piece);
    text += format.delta(piece, null);
  }
  const {
    finish,
    usage: said,
    done,
  } = format.closing({
    finishReason: plan.finishReason,
    usage,
    ...collected.read(),
  });
  return text + finish + said + done;
}
