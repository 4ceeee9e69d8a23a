import type { JsonValue } from "@tfbench/contracts";
import { ask } from "./ask.ts";
import type { BatchScope } from "./batch-scope.ts";
import { pause } from "./pause.ts";
import type { HttpAnswer, HttpRequest, RowReading } from "./provider-adapter.ts";
import type { RunAgent } from "./stream-run.ts";

export type SettleInput = {
  scope: Pick<BatchScope, "pool" | "clock" | "settleUntilMs">;
  agent: RunAgent;
  /** confirm: the run is over there, its record is wanted. abandon: it may go on there, so it is cancelled first. */
  wish: "confirm" | "abandon";
  onNote: (kind: "lookup" | "cancel", note: JsonValue) => void;
};

const REQUEST_MS = 10_000;
const SETTLE_MS = 30_000;
const CONFIRM_DELAYS_MS = [0, 100, 300, 1_000, 2_000];
const CANCEL_DELAYS_MS = [0, 500, 1_500];
const ABANDON_DELAYS_MS = [0, 100, 200, 400, 800, 1_600];
const LONGEST_DELAY_MS = 2_000;

/**
 * Work after a run, outside its measured time: cancels it at the provider where it may still go on, and reads the
 * provider's record of it for steps and cost. What fails here is noted and changes no outcome. Returns a sentence about
 * an abandoned run for the run's error.
 */
export async function settleRun(input: SettleInput): Promise<string | null> {
  const { wish, onNote } = input;
  const { prepared, reader } = input.agent;
  const providerRunId = reader.facts().provider_run_id;
  if (providerRunId === null) {
    const problem = "The provider never named the run, so it could neither be cancelled nor looked up there.";
    onNote(wish === "abandon" ? "cancel" : "lookup", { problem });
    return wish === "abandon" ? `${problem} It may still be going on and cost money.` : null;
  }
  const untilMs = input.scope.clock.nowMs() + SETTLE_MS;
  const lookup = {
    kind: "lookup" as const,
    request: prepared.lookup(providerRunId),
    read: reader.readRow.bind(reader),
  };
  if (wish === "confirm") {
    await repeat({ ...input, ...lookup, delaysMs: CONFIRM_DELAYS_MS, untilMs, isEnough: (row) => row.is_terminal });
    return null;
  }
  const request = prepared.cancel(providerRunId);
  const cancelled = await repeat({
    ...input,
    kind: "cancel",
    request,
    read: reader.readCancel.bind(reader),
    delaysMs: CANCEL_DELAYS_MS,
    untilMs,
    isEnough: (row) => row.problem === null,
  });
  const row = await repeat({
    ...input,
    ...lookup,
    delaysMs: endless(ABANDON_DELAYS_MS),
    untilMs,
    isEnough: (found) => found.is_terminal,
  });
  if (row?.is_terminal) return `The provider's run was ended too (${row.status}).`;
  if (cancelled?.problem === null) return "The provider took the cancel, but its run was not seen to end.";
  return `The provider's run could not be cancelled (${cancelled?.problem ?? "no time was left"}) and may still cost money.`;
}

type RepeatInput = SettleInput & {
  kind: "lookup" | "cancel";
  request: HttpRequest;
  read: (answer: HttpAnswer) => RowReading;
  delaysMs: Iterable<number>;
  untilMs: number;
  isEnough: (reading: RowReading) => boolean;
};

/** Asks until the answer is enough, asking again cannot help, or time is up. Returns the last answer's reading. */
async function repeat(input: RepeatInput): Promise<RowReading | null> {
  const { scope, request, kind, onNote } = input;
  let last: RowReading | null = null;
  for (const delayMs of input.delaysMs) {
    await pause(scope.clock, delayMs);
    const leftMs = Math.min(input.untilMs, scope.settleUntilMs) - scope.clock.nowMs();
    if (leftMs <= 0) return last;
    const limitMs = Math.min(REQUEST_MS, leftMs);
    const timeouts = { connect_ms: limitMs, headers_ms: limitMs, first_event_ms: limitMs, idle_ms: limitMs };
    const asked = await ask(scope, { request, timeouts });
    if (asked.kind === "stopped") return last;
    const answer = asked.kind === "answered" ? asked.answer : null;
    last =
      asked.kind === "answered"
        ? input.read(asked.answer)
        : { is_terminal: false, status: null, problem: asked.failure.message, is_final: false };
    onNote(kind, { http_status: answer?.status ?? null, status: last.status, problem: last.problem });
    if (input.isEnough(last) || (last.problem !== null && last.is_final)) return last;
  }
  return last;
}

function* endless(delaysMs: readonly number[]): Generator<number> {
  yield* delaysMs;
  for (;;) yield LONGEST_DELAY_MS;
}
