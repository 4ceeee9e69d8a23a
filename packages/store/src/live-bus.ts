import type { LiveKind, LiveNotice } from "@tfbench/contracts";
import { afterCommit } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** What a reader gets: each notice, and word that some may have been missed, after which it reads its rows again. */
export type LiveListener = {
  onNotice(notice: LiveNotice): void;
  onResync?(): void;
};

/** Tells every process that something changed: ids only. Inside a transaction, once it has committed. */
export type LiveBus = {
  readonly kind: LiveKind;
  /** False while notices of other processes cannot come; readers then have to look by themselves. */
  readonly isConnected: boolean;
  publish(sql: Sql, notices: readonly LiveNotice[]): Promise<void>;
  subscribe(listener: ((notice: LiveNotice) => void) | LiveListener): () => void;
  /** Tells the workers that jobs of this name wait. */
  announceJobs(sql: Sql, name: string): Promise<void>;
  onJobs(listener: (name: string) => void): () => void;
  close(): Promise<void>;
};

/** The listeners of this process, which every kind of bus delivers to. */
export type LiveListeners = Pick<LiveBus, "subscribe" | "onJobs"> & {
  deliver(notices: readonly LiveNotice[]): void;
  deliverJobs(name: string): void;
  resync(): void;
};

export function createLiveListeners(): LiveListeners {
  const listeners = new Set<LiveListener>();
  const jobListeners = new Set<(name: string) => void>();
  const join = <T>(set: Set<T>, member: T) => {
    set.add(member);
    return () => void set.delete(member);
  };
  return {
    subscribe: (listener) => join(listeners, typeof listener === "function" ? { onNotice: listener } : { ...listener }),
    onJobs: (listener) => join(jobListeners, (name: string) => listener(name)),
    deliver(notices) {
      for (const notice of notices) for (const listener of listeners) listener.onNotice(notice);
    },
    deliverJobs(name) {
      for (const listener of jobListeners) listener(name);
    },
    resync() {
      for (const listener of listeners) listener.onResync?.();
    },
  };
}

/** The bus of the embedded database: one process, so no message ever leaves it. */
export function createLocalLiveBus(): LiveBus {
  const listeners = createLiveListeners();
  return {
    kind: "in_process",
    isConnected: true,
    subscribe: listeners.subscribe,
    onJobs: listeners.onJobs,
    async publish(sql, notices) {
      if (notices.length > 0) afterCommit(sql, () => listeners.deliver(notices));
    },
    async announceJobs(sql, name) {
      afterCommit(sql, () => listeners.deliverJobs(name));
    },
    close: async () => undefined,
  };
}
