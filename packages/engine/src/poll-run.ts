import { ask } from "./ask.ts";
import type { HttpAnswer } from "./provider-adapter.ts";
import { pause } from "./pause.ts";
import { createPhaseTimer } from "./phase-timer.ts";
import { stopReasonOf, type RunAgent, type RunEnding, type RunInput } from "./stream-run.ts";
import { timedOut, type TransportFailure } from "./transport-failure.ts";

const MAX_FAILED_POLLS_IN_A_ROW = 5;

export type PollInput = Omit<RunInput, "reader" | "agent"> & { agent: RunAgent };

/** Starts the run, then asks for its record until that is final. Nothing of its progress is seen on the way. */
export async function pollRun(input: PollInput): Promise<RunEnding> {
  const { scope, recorder, signal } = input;
  const totalMs = scope.plan.timeouts.total_ms;
  const outOfTime = new AbortController();
  const total = createPhaseTimer(scope.clock, () => outOfTime.abort());
  const either = AbortSignal.any([signal, outOfTime.signal]);
  try {
    const started = await ask(scope, {
      request: input.agent.prepared.start,
      timeouts: { ...scope.plan.timeouts, first_event_ms: scope.plan.timeouts.headers_ms },
      signal: either,
      hooks: {
        onStarted: (atMs, connection) => {
          recorder.start(atMs, connection);
          total.enter("total", atMs + totalMs);
        },
        onConnected: (atMs) => void (recorder.stamps.connected = atMs),
        onSent: (atMs) => void (recorder.stamps.sent = atMs),
        onHead: (_head, read) => void (recorder.stamps.headers = read.atMs),
      },
    });
    const ending = started.kind === "answered" ? await pollUntilOver(input, started.answer, either) : started;
    if (ending.kind !== "stopped") return ending;
    return signal.aborted
      ? { kind: "stopped", reason: stopReasonOf(signal) }
      : { kind: "failed", failure: timedOut("total", totalMs) };
  } finally {
    total.stop();
    recorder.stamps.closed = scope.clock.nowMs();
  }
}

type PollEnding = Exclude<RunEnding, { kind: "stopped" }> | { kind: "stopped" };

async function pollUntilOver(
  { scope, recorder, agent }: PollInput,
  start: HttpAnswer,
  signal: AbortSignal,
): Promise<PollEnding> {
  const { prepared, reader } = agent;
  const ended = reader.readStart(start);
  const providerRunId = reader.facts().provider_run_id;
  recorder.identify(providerRunId);
  if (ended) return ended;
  if (providerRunId === null) throw new Error("A run was started without a name.");
  const timeouts = { ...scope.plan.timeouts, first_event_ms: scope.plan.timeouts.headers_ms };

  for (let failures = 0; failures < MAX_FAILED_POLLS_IN_A_ROW;) {
    await pause(scope.clock, scope.plan.settings.poll_interval_ms, signal);
    const asked = await ask(scope, { request: prepared.lookup(providerRunId), timeouts, signal });
    if (asked.kind === "stopped") return asked;
    if (asked.kind === "failed") {
      failures += 1;
      recorder.addNote("poll", { problem: asked.failure.message }, scope.clock.nowMs());
      if (failures === MAX_FAILED_POLLS_IN_A_ROW)
        return { kind: "failed", failure: { ...asked.failure, phase: "lookup" } };
      continue;
    }
    const row = reader.readRow(asked.answer);
    recorder.addNote(
      "poll",
      { http_status: asked.answer.status, status: row.status, problem: row.problem },
      asked.read.atMs,
    );
    if (row.is_terminal) {
      recorder.stamps.terminal = asked.read.atMs;
      return { kind: "terminal" };
    }
    failures = row.problem === null ? 0 : failures + 1;
    if (row.problem !== null && (row.is_final || failures === MAX_FAILED_POLLS_IN_A_ROW)) {
      return { kind: "failed", failure: lookupFailed(row.problem) };
    }
  }
  throw new Error("Polling stopped without an ending.");
}

const lookupFailed = (problem: string): TransportFailure => ({
  kind: "protocol",
  phase: "lookup",
  reason_code: "lookup_failed",
  fault: "provider",
  message: `The run's record could not be read: ${problem}`,
});
