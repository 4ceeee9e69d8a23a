import type { JsonObject, Provider, RunStatus } from "@tfbench/contracts";

/** Bytes of one write: text as UTF-8, or what is no text. */
export type Piece = string | { base64: string };

/**
 * A stream as real servers send it, and what has to be read from it. It is data: tests read it at its own and at random
 * read boundaries, and a server can send it to other tools.
 */
export type ConformanceStream = {
  /** A sentence: what is awkward about it. */
  name: string;
  providers: readonly Provider[];
  /** The automation's request, where the provider needs one to know how to read. */
  request?: JsonObject;
  status?: number;
  headers?: Record<string, string>;
  /** What carries the body: a piece of a chunked one for each write when left out. */
  framing?: "chunked" | "length" | "close";
  /** Left out: the head comes by itself, before the first write. */
  head?: "with_first_write";
  /** Each is sent 20 ms after the one before unless it says otherwise, and read at once. */
  writes: readonly (Piece | { after_ms: number; piece: Piece })[];
  /** open: the far end keeps the response open. stall: it says no more until the client gives up. */
  end?: "complete" | "closed" | "reset" | "stall" | "open";
  expected: {
    /** What every event is in the chunk log, and the number of the write it came with: `answer@1`. The head is no write. */
    events: readonly string[];
    status: RunStatus;
    reason_code?: string;
    /** The write that carried the last word; left out: there was none. */
    terminal?: number;
    content?: string;
    reasoning?: string;
    tool_calls?: readonly { name: string; arguments: string }[];
    finish_reason?: string;
    usage?: { input?: number; output?: number; reasoning?: number; cached?: number };
    malformed?: number;
    /** Null is a figure too: none may be made up. */
    tpot_ms?: number | null;
    has_hidden_reasoning?: boolean;
  };
};
