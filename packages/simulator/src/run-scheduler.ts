import type { DueQueue, DueTask } from "./due-queue.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { isTerminal, moveTo } from "./run.ts";
import type { Run } from "./run.ts";
import type { Slots } from "./slots.ts";
import { createTimeline } from "./timeline.ts";
import type { RunEnding, TimelineEntry } from "./timeline.ts";
import type { TruthLog } from "./truth-log.ts";

export interface RunScheduler {
  /** Starts the run when a slot is free and its scripted queue time is over. */
  submit(run: Run): void;
  /** Ends a run that is not over yet as CANCELLED. */
  cancel(run: Run): void;
}

export interface RunSchedulerInput {
  dueQueue: DueQueue;
  slots: Slots;
  truth: TruthLog;
  onFinished: (run: Run) => void;
}

/** Where a run is: what holds its slot, and the one entry it has in the due queue. */
interface Progress {
  timeline: TimelineEntry[];
  cursor: number;
  startMs: number;
  holdsSlot: boolean;
  admit: () => void;
  task: DueTask | null;
}

/** Moves runs along their timelines. Every entry is due at the run's start plus its own offset. */
export function createRunScheduler({ dueQueue, slots, truth, onFinished }: RunSchedulerInput): RunScheduler {
  const inProgress = new Map<Run, Progress>();

  function submit(run: Run): void {
    const admit = () => {
      progress.holdsSlot = true;
      // Never in this turn: the caller has its headers to write first, and a chain of waiting runs must not nest.
      progress.task = dueQueue.add(monotonicNowMs() + (run.plan.queue_ms ?? 0), () => start(run, progress));
    };
    const progress: Progress = { timeline: [], cursor: 0, startMs: 0, holdsSlot: false, admit, task: null };
    inProgress.set(run, progress);
    slots.acquire(run.account, admit);
  }

  function start(run: Run, progress: Progress): void {
    moveTo(run, "RUNNING");
    run.startedAtMs = Date.now();
    progress.startMs = monotonicNowMs();
    progress.timeline = createTimeline(run.plan);
    if (truth.isOn) truth.add({ record: "run_started", run_id: run.runId, at_ms: progress.startMs });
    awaitNext(run, progress);
  }

  /** One entry, then back to the queue: when several things are late they still happen in the order they were due. */
  function advance(run: Run, progress: Progress): void {
    const group = nextGroup(run, progress);
    progress.cursor += group.length;
    for (const entry of group) applyEntry(run, entry);
    run.listener?.update(group, progress.startMs);
    if (isTerminal(run)) finish(run, progress);
    else awaitNext(run, progress);
  }

  function awaitNext(run: Run, progress: Progress): void {
    const next = progress.timeline[progress.cursor];
    if (!next) throw new Error("A timeline ends with its finish.");
    progress.task = dueQueue.add(progress.startMs + next.offset_ms, () => advance(run, progress));
  }

  function finish(run: Run, progress: Progress): void {
    inProgress.delete(run);
    run.listener = null;
    if (progress.task) dueQueue.cancel(progress.task);
    if (truth.isOn)
      truth.add({ record: "run_finished", run_id: run.runId, status: run.status, at_ms: monotonicNowMs() });
    onFinished(run);
    if (progress.holdsSlot) slots.release(run.account);
    else slots.withdraw(run.account, progress.admit);
  }

  function cancel(run: Run): void {
    const progress = inProgress.get(run);
    if (!progress) return;
    const entry: TimelineEntry = { offset_ms: 0, act: "finish", ending: { status: "CANCELLED" } };
    applyEntry(run, entry);
    run.listener?.update([entry], monotonicNowMs());
    finish(run, progress);
  }

  return { submit, cancel };
}

/** The entry that is due, with those of the same moment when the script joins them. */
function nextGroup(run: Run, { timeline, cursor }: Progress): TimelineEntry[] {
  const first = timeline[cursor];
  if (!first) return [];
  let end = cursor + 1;
  while (run.plan.join_events === true && timeline[end]?.offset_ms === first.offset_ms) end += 1;
  return timeline.slice(cursor, end);
}

function applyEntry(run: Run, entry: TimelineEntry): void {
  if (entry.act === "streaming_url") run.isLiveViewOpen = true;
  if (entry.act === "progress") run.stepTimesMs.push(Date.now());
  if (entry.act === "finish") endRun(run, entry.ending);
}

function endRun(run: Run, ending: RunEnding): void {
  moveTo(run, ending.status);
  run.ending = ending;
  run.finishedAtMs = Date.now();
  run.isLiveViewOpen = false;
}
