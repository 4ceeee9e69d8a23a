import { monotonicNowMs } from "../monotonic-now-ms.ts";
import type { Generation } from "./generation.ts";
import type { LlmAnswer } from "./llm-answer.ts";
import { wholeStreamText } from "./whole-stream-text.ts";
import type { Frame } from "./wire.ts";

/** What a script's fault does to a stream. Each question is asked before the step it names; false: the fault took over. */
export interface StreamFault {
  allowsStart(originMs: number): boolean;
  allowsChunk(before: readonly Frame[]): boolean;
  allowsMore(): boolean;
  allowsEnd(frames: readonly Frame[]): boolean;
}

const HUGE_EVENT_BYTES = 16_777_216;
const TRICKLE_MS = 10;
const HEADER_START = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
const HEADER_LINE = `x-simulated-padding: ${"x".repeat(1000)}\r\n`;
const CHUNKS_BEFORE = 3;

export function createStreamFault(answer: LlmAnswer, generation: Generation): StreamFault {
  const { script, wire, format, plan } = answer;
  const { fault } = script;
  let chunks = 0;

  function failAtChunk(before: readonly Frame[]): boolean {
    if (fault?.kind === "in_band_error") {
      const payload = format.error("The script asked for this failure.");
      wire.write([...before, { kind: "error", payload, tokens: 0, dueMs: NaN }], "end");
    } else if (fault?.kind === "truncated") {
      wire.write(before);
      wire.breakOff("socket_close");
    } else if (fault?.kind === "stall_after") {
      wire.write(before);
      return false; // Ends when the client leaves.
    } else {
      return true;
    }
    generation.finish("fault");
    return false;
  }

  function writeHeaders(text: string, dueMs: number): void {
    wire.writeRaw(text, "headers");
    generation.at(dueMs + 1, () => writeHeaders(HEADER_LINE, dueMs + 1));
  }

  function trickle(bytes: Buffer, index: number, dueMs: number): void {
    if (index === bytes.length) {
      wire.write([], "end");
      generation.finish("fault");
      return;
    }
    wire.write([{ kind: "fault", payload: bytes.subarray(index, index + 1), tokens: 0, dueMs }]);
    const nextMs = dueMs + (fault?.at ?? TRICKLE_MS);
    generation.at(nextMs, () => trickle(bytes, index + 1, nextMs));
  }

  return {
    allowsStart(originMs) {
      if (fault?.kind === "endless_header") writeHeaders(HEADER_START, originMs);
      if (fault?.kind === "slow_trickle") {
        const bytes = Buffer.from(wholeStreamText(answer));
        const firstMs = originMs + plan.ttftMs;
        generation.at(firstMs, () => trickle(bytes, 0, firstMs));
      }
      return fault?.kind !== "endless_header" && fault?.kind !== "slow_trickle";
    },
    allowsChunk(before) {
      if (fault?.kind === "huge_event" && chunks === 0) {
        const payload = `data: ${"x".repeat(fault.at ?? HUGE_EVENT_BYTES)}\n\n`;
        wire.write([{ kind: "fault", payload, tokens: 0, dueMs: NaN }]);
      }
      return chunks++ < (fault?.at ?? CHUNKS_BEFORE) || failAtChunk(before);
    },
    allowsMore() {
      if (fault?.kind !== "reset_after_bytes" || wire.bodyBytes < (fault.at ?? 0)) return true;
      wire.breakOff("reset");
      generation.finish("fault");
      return false;
    },
    allowsEnd(frames) {
      if (fault?.kind !== "keep_open") return true;
      wire.write(frames);
      const end = () => {
        wire.write([], "end");
        generation.finish("completed");
      };
      if (fault.at !== undefined) generation.at(monotonicNowMs() + fault.at, end);
      return false;
    },
  };
}
