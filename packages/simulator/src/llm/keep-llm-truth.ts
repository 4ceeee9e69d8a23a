import type { TruthLog } from "../truth-log.ts";
import type { LlmTruth } from "./llm-truth.ts";

const LOOK_INTERVAL_MS = 250;

/** Moves finished requests to the log while none is open: turning them into text would be felt by open streams. Returns the last move. */
export function keepLlmTruth(llmTruth: LlmTruth, log: TruthLog): () => void {
  const move = () => {
    for (const record of llmTruth.takeFinished()) log.add(record);
  };
  const timer = setInterval(() => {
    if (llmTruth.openRequests === 0) move();
  }, LOOK_INTERVAL_MS).unref();
  return () => {
    clearInterval(timer);
    move();
  };
}
