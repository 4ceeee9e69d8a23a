import type { MessagePort } from "node:worker_threads";
import type { CeilingMemory } from "./shared-ceiling.ts";
import type { Chats, LoadBegin, LoadOrder, RequestBlock, ThreadHealth, UndiciTransport } from "./load-order.ts";

/** A thread's part of the profile. Memory that threads share is shared, not copied. */
export type ProfileShare =
  | {
      kind: "open";
      dueOffsetsMs: Float64Array<SharedArrayBuffer>;
      durationMs: number;
      onFull: "wait" | "drop";
      /** Of all threads together; null: none, or each thread has slots of its own. */
      ceiling: CeilingMemory | null;
    }
  | {
      kind: "closed";
      runs: number;
      concurrency: number;
      startSpreadMs: number;
      durationMs: number;
      nextRun: Int32Array<SharedArrayBuffer>;
    };

/** `workerData` of a measuring thread. */
export type ThreadData = Pick<LoadOrder, "origin" | "timeouts" | "seed" | "connections"> & {
  thread: number;
  threads: number;
  /** Runs this thread may have open at once. */
  slots: number;
  /** Connections to open before the first run. */
  connectionsBefore: number;
  profile: ProfileShare;
  chats: Chats | null;
  /** Null: bare sockets. */
  transport: UndiciTransport | null;
  graceMs: number;
  cancellation: LoadOrder["cancellation"] | null;
  /** Where a server of our own listens on loopback; null without a warm-up. */
  warmUpPort: number | null;
  /** To the meaning thread. */
  port: MessagePort;
};

export type HostMessage =
  | { kind: "block"; block: RequestBlock }
  | { kind: "dial" } // every thread has loaded its code, so connections may take what file handles there are
  | { kind: "begin"; begin: LoadBegin }
  | { kind: "stop" }
  | { kind: "cancel" };

export type ThreadMessage =
  | { kind: "warm" } // may be told to dial
  | { kind: "ready" } // connected, waiting for the origin
  | { kind: "entered"; first: number } // the block of requests that begins with this run is in use
  | { kind: "health"; health: ThreadHealth }
  | { kind: "done"; health: ThreadHealth };
