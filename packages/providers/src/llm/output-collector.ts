import type { JsonValue } from "@tfbench/contracts";
import type { ContentKind, OutputText } from "@tfbench/engine";
import { TextBuffer } from "./text-buffer.ts";

type TextKind = Exclude<ContentKind, "action">;
/** A piece of streamed text. `call` numbers the tool calls of an answer; a piece may bring the name of one. */
export type Piece = { kind: TextKind; text: string; call?: number; name?: string };

type Call = { name: string; input: TextBuffer };

/** The text that one run streams, by kind. */
export class OutputCollector {
  readonly #answer = new TextBuffer();
  readonly #reasoning = new TextBuffer();
  readonly #calls = new Map<number, Call>();
  #isEmpty = true;
  #last: TextBuffer = this.#answer;

  /** All pieces of one event. */
  add(pieces: readonly Piece[]): void {
    if (pieces.length > 0) this.#isEmpty = false;
    for (const { kind, text, call = 0, name = "" } of pieces) {
      this.#last = this.#bufferOf(kind, call, name);
      this.#last.add(text);
    }
  }

  /** More text of the kind that came last. */
  addAgain(bytes: Uint8Array, from: number, to: number): void {
    this.#last.addBytes(bytes, from, to);
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  text(): OutputText {
    const calls = [...this.#calls.values()];
    return {
      answer: this.#answer.toString(),
      reasoning: this.#reasoning.toString(),
      tool_call: calls.map(({ name, input }) => name + input.toString()).join("\n"),
    };
  }

  /** The answer as one value; null when nothing came. */
  toJson(): JsonValue {
    if (this.isEmpty) return null;
    const { answer, reasoning } = this.text();
    const tool_calls = [...this.#calls.values()].map(({ name, input }) => ({ name, arguments: input.toString() }));
    return {
      content: answer,
      ...(reasoning === "" ? {} : { reasoning }),
      ...(tool_calls.length === 0 ? {} : { tool_calls }),
    };
  }

  #bufferOf(kind: TextKind, number: number, name: string): TextBuffer {
    if (kind === "answer") return this.#answer;
    if (kind === "reasoning") return this.#reasoning;
    const call = this.#calls.get(number) ?? { name: "", input: new TextBuffer() };
    call.name += name;
    this.#calls.set(number, call);
    return call.input;
  }
}
