import { createCollectedAnswer } from "./collected-answer.ts";
import { createCompressor } from "./compressor.ts";
import { createGeneration } from "./generation.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import type { Piece } from "./llm-format.ts";
import { createPieceFeed } from "./piece-feed.ts";
import { createStreamFault } from "./stream-fault.ts";
import type { Frame } from "./wire.ts";
import type { WriteKind } from "./write-columns.ts";

/** Writes an answer as server-sent events, each chunk when it is due. */
export function streamAnswer(answer: LlmAnswer): void {
  const { script, plan, format, usage, wire } = answer;
  const generation = createGeneration(answer);
  const feed = createPieceFeed(plan);
  const collected = createCollectedAnswer();
  const compressor = script.gzip === true ? createCompressor() : null;
  const fault = createStreamFault(answer, generation);
  const role = roleForm(script.role_first);
  let ahead: Piece | null = null;
  let dueMs = 0;

  function frame(kind: WriteKind, text: string, tokens = 0): Frame {
    const payload = compressor && text !== "" ? compressor.add(text) : text;
    return { kind, payload, tokens, dueMs };
  }

  function begin(originMs: number): void {
    ahead = feed.next();
    if (!fault.allowsStart(originMs)) return;
    if (role === "at_once") {
      dueMs = originMs;
      wire.write([frame("opening", format.opening())]);
    }
    dueMs = originMs + plan.ttftMs;
    generation.at(dueMs, writeFirst);
  }

  function writeFirst(): void {
    const opening = role === "at_once" ? [] : [frame("opening", format.opening())];
    if (role === "own_write") wire.write(opening);
    writeNext(role === "own_write" ? [] : opening);
  }

  function writeNext(before: readonly Frame[]): void {
    const piece = ahead;
    if (piece === null) {
      wire.write(before);
      writeEnd();
      return;
    }
    if (!fault.allowsChunk(before)) return;
    ahead = feed.next();
    collected.add(piece);
    const isLast = ahead === null;
    const finish = isLast && script.finish_in === "last_token" ? plan.finishReason : null;
    wire.write([...before, frame(piece.channel, format.delta(piece, finish), piece.tokens)]);
    generation.wrote(piece.tokens);
    if (!fault.allowsMore()) return;
    if (isLast) writeEnd();
    else scheduleNext();
  }

  function scheduleNext(): void {
    dueMs += plan.nextGapMs();
    generation.at(dueMs, writeNextAlone);
  }

  const writeNextAlone = () => writeNext([]);

  function writeEnd(): void {
    const closing = format.closing({ finishReason: plan.finishReason, usage, ...collected.read() });
    const frames = [frame("finish", closing.finish), frame("usage", closing.usage), frame("done", closing.done)];
    if (compressor) frames.push({ kind: "done", payload: compressor.end(), tokens: 0, dueMs });
    if (!fault.allowsEnd(frames)) return;
    if (script.join_end === false) {
      for (const one of frames) wire.write([one]);
      wire.write([], "end");
    } else {
      wire.write(frames, "end");
    }
    generation.finish("completed");
  }

  wire.setHead(200, { ...STREAM_HEADERS, ...(compressor && { "content-encoding": "gzip" }) });
  if (script.headers !== "with_first_token" && script.fault?.kind !== "endless_header") wire.flush();
  generation.begin(begin);
}

const STREAM_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };

type RoleForm = "own_write" | "same_write" | "at_once";

/** When the opening events leave; whether there are any is the format's affair. */
function roleForm(role: LlmAnswer["script"]["role_first"]): RoleForm {
  return role === "same_write" || role === "at_once" ? role : "own_write";
}
