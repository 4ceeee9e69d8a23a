import type { EndCode } from "../measure/end-code.ts";
import type { ReadBuffer } from "../measure/slab.ts";

/** What carries one run at a time to the target and its answer back, as the bytes of HTTP/1.1. */
export type RunConnection<Holder> = {
  readonly isOpen: boolean;
  /** What it is busy with; its owner's to set. */
  holder: Holder | null;
  /** Where its reads land. */
  readonly source: ReadBuffer;
  /** All that was written has been taken by the system. */
  readonly isFlushed: boolean;
  /** A whole request. */
  write(bytes: Uint8Array): void;
  /** Nothing is told any more. */
  destroy(): void;
};

/** `code` null: the other side ended the connection in order. */
export type ConnectionEnd = { code: EndCode | null; text: string };

/** What the owner of connections is told. One object for all of them: nothing is bound per connection. */
export type ConnectionOwner<Holder> = {
  onConnected(connection: RunConnection<Holder>, atMs: number): void;
  /** The first `length` bytes of its buffer have just been read; they are gone when this returns. */
  onRead(connection: RunConnection<Holder>, length: number, atMs: number): void;
  /** Once, unless we closed it ourselves. */
  onEnd(connection: RunConnection<Holder>, end: ConnectionEnd, atMs: number): void;
};

/** Another way than bare sockets to reach the target. */
export type Carrier<Holder> = {
  dial(owner: ConnectionOwner<Holder>, holder: Holder | null): RunConnection<Holder>;
  /** One that needs no dialling: a further stream of a connection that is open. Null where there is none. */
  borrow(owner: ConnectionOwner<Holder>): RunConnection<Holder> | null;
};
