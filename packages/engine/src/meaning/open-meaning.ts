import type { RunResult, Timeouts } from "@tfbench/contracts";
import { setPriority } from "node:os";
import type { ResultScope } from "../compose-result.ts";
import type { Meaning, MeaningOutlet } from "../measure/serve-meaning.ts";
import { RunMeaning, type RunScope } from "./run-meaning.ts";

/** A run that has ended. `index` is its place in the load profile's order. */
export type EndedRun = { index: number; result: RunResult };

/** The next turn of a chat: a whole HTTP request, due so long after the last word of the turn before. */
export type NextTurn = { request: Uint8Array; thinkMs: number };

export type MeaningOptions = Omit<ResultScope, "originMs"> & {
  timeouts: Timeouts;
  /** What follows a run that has ended; null: its conversation is over. Left out: no run follows another. */
  nextTurn?: (run: number, result: RunResult) => NextTurn | null;
};

const MAX_RECORDS = 128;
const LOW_PRIORITY = 10;

/** Gives the bytes of runs their meaning; results are handed out in groups, in the order the runs ended. */
export function openMeaning(options: MeaningOptions, outlet: MeaningOutlet<EndedRun>): Meaning {
  const runs = new Map<number, RunMeaning>();
  let scope: RunScope | null = null;
  let ended: EndedRun[] = [];
  let pending = 0;
  let onDrained: (() => void) | null = null;

  function flush(): void {
    const records = ended;
    ended = [];
    if (records.length > 0) outlet.emit(records);
  }
  function askNext(run: number, result: RunResult): void {
    if (options.nextTurn === undefined || scope === null) return;
    const turn = options.nextTurn(run, result);
    const { terminal } = result.stamps;
    const next =
      turn === null || terminal === null
        ? null
        : { dueMs: scope.originMs + terminal + turn.thinkMs, request: toShared(turn.request) };
    outlet.ask({ kind: "turn", run, next });
  }
  function take(index: number, result: RunResult): void {
    askNext(index, result);
    // One message for the runs of a slab, not one for each.
    if (ended.length === 0) setImmediate(flush);
    ended.push({ index, result });
    if (ended.length >= MAX_RECORDS) flush();
    pending -= 1;
    if (pending === 0) onDrained?.();
  }
  function runOf(run: number, atMs: number): RunMeaning {
    const known = runs.get(run);
    if (known) return known;
    if (scope === null) throw new Error("Records came before the batch's origin.");
    const opened = new RunMeaning(scope, run, atMs);
    runs.set(run, opened);
    return opened;
  }

  return {
    begin({ originMs }) {
      scope = {
        ...options,
        originMs,
        onTerminal: (run) => outlet.ask({ kind: "terminal", run }),
        onExpired: (run, code) => outlet.ask({ kind: "abort", run, code }),
      };
    },
    start(run, stamps, isFresh) {
      runOf(run, stamps.dueMs).start(stamps, isFresh);
    },
    read(read) {
      runs.get(read.run)?.read(read.atMs, read.bytes, read);
    },
    end(run, atMs, how) {
      // A run that never started has nothing but its end.
      const meaning = runOf(run, atMs);
      runs.delete(run);
      pending += 1;
      meaning.end(atMs, how, (result) => take(run, result));
    },
    async finish() {
      if (pending > 0)
        await new Promise<void>((resolve) => {
          onDrained = resolve;
        });
      flush();
    },
  };
}

/** Every measuring thread is told, and only the one that has the conversation keeps it: shared memory is not copied. */
function toShared(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** On Linux a priority is the thread's own: where there is one core, the meaning of bytes never delays reading them. */
export function lowerPriority(): void {
  if (process.platform === "linux") setPriority(0, LOW_PRIORITY);
}
