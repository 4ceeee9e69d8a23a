import { createParser } from "eventsource-parser";

/**
 * One server-sent event. `name` is what its `event` field said, null without one; `bytes` is the size of its data as it
 * came over the wire.
 */
export type StreamEvent = { name: string | null; data: string; bytes: number };

export type EventStream = {
  /** Takes the bytes of one read; events it completes are handed out before it returns. */
  feed(bytes: Uint8Array): void;
  /** The stream is over: an event that lacks only its closing blank line is handed out too. */
  end(): void;
};

export type EventStreamOptions = {
  maxEventBytes: number;
  onEvent: (event: StreamEvent) => void;
  onTooLarge: () => void;
};

const NOT_ASCII = /[^\u0000-\u007f]/;
const decode = (latin1: string): string =>
  NOT_ASCII.test(latin1) ? Buffer.from(latin1, "latin1").toString("utf8") : latin1;

/**
 * Server-sent events from bytes split anywhere. The framing is ASCII and no byte of a longer UTF-8 sequence looks like
 * it, so the parser sees bytes as Latin-1 and the text is decoded per finished event: nothing can be cut in the middle
 * of a character, and sizes are those of the wire. Broken UTF-8 becomes U+FFFD.
 */
export function createEventStream({ maxEventBytes, onEvent, onTooLarge }: EventStreamOptions): EventStream {
  let isTooLarge = false;
  const giveUp = (): void => {
    if (isTooLarge) return;
    isTooLarge = true;
    onTooLarge();
  };
  const parser = createParser({
    maxBufferSize: maxEventBytes,
    onEvent: ({ event, data }) => {
      if (data.length > maxEventBytes) return giveUp();
      const text = decode(data);
      if (!isTooLarge) onEvent({ name: event === undefined ? null : decode(event), data: text, bytes: data.length });
    },
    onError: (error) => {
      if (error.type === "max-buffer-size-exceeded") giveUp();
    },
  });
  return {
    feed(bytes) {
      if (!isTooLarge) parser.feed(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1"));
    },
    end() {
      if (!isTooLarge) parser.feed("\n\n");
    },
  };
}
