import type { Client, RunMessage } from "@tfbench/client";
import type { RunEvent, RunSummary } from "@tfbench/contracts";
import { isFinalRun } from "#components/is-final.ts";

export type RunListener = {
  onEvent: (event: RunEvent) => void;
  /** The run's status moved; the last one is final, and nothing comes after it. */
  onRun: (run: RunSummary) => void;
  onOpen: () => void;
  /** The connection broke, for the given reason if there is one; it is opened again after the last event it brought. */
  onBreak: (cause: Error | null) => void;
};

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000] as const;

/** Follows one run until it has ended or the reader leaves. */
export function followRun(api: Client, id: number, listener: RunListener): { close: () => void } {
  const leaving = new AbortController();
  void follow(api, { id, listener, signal: leaving.signal });
  return { close: () => leaving.abort() };
}

type Following = { id: number; listener: RunListener; signal: AbortSignal };

async function follow(api: Client, { id, listener, signal }: Following): Promise<void> {
  let lastSeq: number | null = null;
  let failures = 0;
  /** True when the run has ended. */
  const take = (message: RunMessage): boolean => {
    failures = 0;
    if (message.event === "run_event") {
      lastSeq = message.data.seq;
      listener.onEvent(message.data);
    }
    if (message.event !== "run") return false;
    listener.onRun(message.data);
    return isFinalRun(message.data.status);
  };

  while (!signal.aborted) {
    const resume = lastSeq === null ? { id } : { id, last_event_id: lastSeq };
    const broken = await readStream(api.streamRun(resume, { signal }), take, listener.onOpen).then(
      (hasEnded) => (hasEnded ? "ended" : null),
      (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause))),
    );
    if (broken === "ended" || signal.aborted) return;
    listener.onBreak(broken);
    await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0, signal);
    failures += 1;
  }
}

async function readStream(
  stream: AsyncIterable<RunMessage>,
  take: (message: RunMessage) => boolean,
  onOpen: () => void,
): Promise<boolean> {
  let isFirst = true;
  for await (const message of stream) {
    if (isFirst) onOpen();
    isFirst = false;
    if (take(message)) return true;
  }
  return false;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((over) => {
    const timer = setTimeout(over, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      over();
    });
  });
