import type { Timeouts } from "@tfbench/contracts";
import type { Read } from "./body-decoder.ts";
import type { BatchScope } from "./batch-scope.ts";
import { Exchange, type ExchangeHooks } from "./exchange.ts";
import type { HttpAnswer, HttpHead, HttpRequest } from "./provider-adapter.ts";
import type { TransportFailure } from "./transport-failure.ts";

export type Asked =
  | { kind: "answered"; answer: HttpAnswer; read: Read }
  | { kind: "failed"; failure: TransportFailure }
  | { kind: "stopped" };

export type AskOptions = {
  request: HttpRequest;
  timeouts: Omit<Timeouts, "total_ms">;
  signal?: AbortSignal | undefined;
  hooks?: Omit<ExchangeHooks, "onBody">;
};

const MAX_TEXT_BYTES = 32 * 1024 * 1024;

/** Collects the beginning of a body as text. */
export class BodyText {
  readonly #parts: Uint8Array[] = [];
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(bytes: Uint8Array): void {
    const left = this.#maxBytes - this.#bytes;
    if (left <= 0) return;
    this.#parts.push(bytes.subarray(0, left));
    this.#bytes += Math.min(left, bytes.length);
  }
  toString(): string {
    return Buffer.concat(this.#parts).toString("utf8");
  }
}

/** A request whose whole answer is wanted as text. */
export async function ask(scope: Pick<BatchScope, "pool" | "clock">, options: AskOptions): Promise<Asked> {
  const { request, timeouts, signal, hooks } = options;
  if (signal?.aborted) return { kind: "stopped" };
  const text = new BodyText(MAX_TEXT_BYTES);
  let head: HttpHead | null = null;
  let read: Read = { atMs: 0, index: 0 };
  const exchange = new Exchange({
    ...scope,
    request,
    timeouts,
    hooks: {
      ...hooks,
      onHead(found, from) {
        head = found;
        read = from;
        hooks?.onHead?.(found, from);
      },
      onBody(bytes, from) {
        text.add(bytes);
        read = from;
      },
    },
  });
  const stop = (): void => exchange.stop();
  signal?.addEventListener("abort", stop, { once: true });
  const end = await exchange.done.finally(() => signal?.removeEventListener("abort", stop));
  if (end.kind === "failed" || end.kind === "stopped") return end;
  if (head === null) throw new Error("An exchange was complete without an answer.");
  const { status, headers }: HttpHead = head;
  return { kind: "answered", answer: { status, headers, body_text: text.toString() }, read };
}
