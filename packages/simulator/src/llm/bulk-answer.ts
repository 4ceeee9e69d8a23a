import { monotonicNowMs } from "../monotonic-now-ms.ts";
import { frameBytes } from "./frame-bytes.ts";
import { createGeneration } from "./generation.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import type { Piece } from "./llm-format.ts";
import { createPieceFeed } from "./piece-feed.ts";
import type { Frame } from "./wire.ts";

/** Events per system call: enough that the call's own cost no longer counts. */
const EVENTS_PER_WRITE = 64;

/** Writes a stream as fast as the socket takes it, each event in an HTTP chunk of its own. */
export function bulkAnswer(answer: LlmAnswer): void {
  const { plan, format, usage, wire } = answer;
  const generation = createGeneration(answer);
  const feed = createPieceFeed(plan);

  function begin(originMs: number): void {
    generation.at(originMs + plan.ttftMs, () => {
      wire.write([{ kind: "opening", payload: format.opening(), tokens: 0, dueMs: NaN }]);
      writeOn();
    });
  }

  function writeOn(): void {
    if (generation.isOver) return;
    const pieces = takePieces();
    const tokens = pieces.reduce((sum, piece) => sum + piece.tokens, 0);
    const events = pieces.map((piece) => frameBytes(format.delta(piece, null), wire.isChunked));
    if (events.length > 0) wire.writeRaw(events.join(""), "answer", tokens);
    if (events.length > 0) generation.wrote(tokens);
    if (pieces.length < EVENTS_PER_WRITE) writeEnd();
    else if (wire.isFull) wire.onDrain(writeOn);
    // Other streams and their requests get their turn.
    else setImmediate(writeOn);
  }

  function takePieces(): Piece[] {
    const pieces: Piece[] = [];
    while (pieces.length < EVENTS_PER_WRITE) {
      const piece = feed.next();
      if (!piece) break;
      pieces.push(piece);
    }
    return pieces;
  }

  function writeEnd(): void {
    const ending = { finishReason: plan.finishReason, usage, reasoning: "", answer: "", toolCalls: [] };
    const { finish, usage: said, done } = format.closing(ending);
    const frames: Frame[] = [finish, said, done].map((payload) => ({
      kind: "finish",
      payload,
      tokens: 0,
      dueMs: monotonicNowMs(),
    }));
    wire.write(frames, "end");
    generation.finish("completed");
  }

  wire.setHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  wire.flush();
  generation.begin(begin);
}
