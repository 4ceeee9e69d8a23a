import type { RunResult, Timeouts } from "@tfbench/contracts";
import { setPriority } from "node:os";
import type { ResultScope } from "../compose-result.ts";
import type { Meaning, MeaningOutlet } from "../measure/serve-meaning.ts";
import { RunMeaning, type RunScope } from "./run-meaning.ts";

/** A run that has ended. `index` is its place in the load profile's order. */
export type EndedRun = { index: number; result: RunResult };

export type MeaningOptions = Omit<ResultScope, "originMs"> & { timeouts: Timeouts };

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
  function take(index: number, result: RunResult): void {
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

/** On Linux a priority is the thread's own: where there is one core, the meaning of bytes never delays reading them. */
export function lowerPriority(): void {
  if (process.platform === "linux") setPriority(0, LOW_PRIORITY);
}
