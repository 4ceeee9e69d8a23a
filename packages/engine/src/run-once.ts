import type { RunResult } from "@tfbench/contracts";
import type { BatchScope } from "./batch-scope.ts";
import { composeResult } from "./compose-result.ts";
import { concludeFailure, concludeStop } from "./conclude-failure.ts";
import { pollRun } from "./poll-run.ts";
import type { Conclusion, PreparedPlan } from "./provider-adapter.ts";
import { RunRecorder } from "./run-recorder.ts";
import { settleRun } from "./settle-run.ts";
import { streamRun, type RunEnding, type RunInput, type StreamedRun } from "./stream-run.ts";

export type RunOnceInput = {
  scope: BatchScope;
  runId: number;
  slot: { dueMs: number; grantedMs: number };
  /** Aborted with a StopReason. */
  signal: AbortSignal;
};

/** One run from its slot to its finished record. Resolves when the provider needs the slot no more. */
export async function runOnce({ scope, runId, slot, signal }: RunOnceInput): Promise<RunResult["status"]> {
  const recorder = new RunRecorder(scope, runId, slot);
  const { agent, reader } = createReader(scope.prepared);
  const input: RunInput = { scope, recorder, reader, agent, signal };
  const { ending, closed } = await execute(input);
  const endedMs = recorder.stamps.terminal ?? scope.clock.nowMs();

  const afterword = await settle(input, ending);
  await closed;
  const conclusion = conclude(input, ending);
  const error = afterword === null ? conclusion.error : `${conclusion.error ?? ""} ${afterword}`.trim();
  const composed = composeResult({ scope, meter: recorder.meter, reader, conclusion: { ...conclusion, error } });
  const result = { ...composed, event_count: recorder.eventCount };
  const { started } = recorder.stamps;
  scope.outbox.write({
    kind: "finished",
    run_id: runId,
    due_at: recorder.instant(slot.dueMs),
    started_at: started === null ? null : recorder.instant(started),
    finished_at: recorder.instant(endedMs),
    result,
  });
  return result.status;
}

function createReader(prepared: PreparedPlan): Pick<RunInput, "reader" | "agent"> {
  if (prepared.kind !== "agent") return { reader: prepared.createReader(), agent: null };
  const reader = prepared.createReader();
  return { reader, agent: { prepared, reader } };
}

async function execute(input: RunInput): Promise<StreamedRun> {
  const { agent } = input;
  if (agent?.prepared.mode !== "poll") return streamRun(input);
  return { ending: await pollRun({ ...input, agent }), closed: Promise.resolve() };
}

/** What the provider is asked after the run. A run that was refused, or of which nothing was sent, needs nothing. */
function settle({ scope, recorder, agent }: RunInput, ending: RunEnding): Promise<string | null> {
  if (agent === null) return Promise.resolve(null);
  const isKnown = agent.reader.facts().provider_run_id !== null;
  const wasSent = recorder.stamps.sent !== null;
  if (!wasSent || (ending.kind === "refused" && !isKnown)) return Promise.resolve(null);
  return settleRun({
    scope,
    agent,
    wish: agent.reader.isOver ? "confirm" : "abandon",
    onNote: (kind, note) => recorder.addNote(kind, note, scope.clock.nowMs()),
  });
}

function conclude({ reader }: RunInput, ending: RunEnding): Conclusion {
  if (ending.kind === "failed") return concludeFailure(ending.failure);
  if (ending.kind === "stopped") return concludeStop(ending.reason);
  return reader.conclude(ending);
}
