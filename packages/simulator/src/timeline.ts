import { runError } from "./run-error.ts";
import type { RunError } from "./run-error.ts";
import type { RunPlan } from "./run-plan.ts";
import type { ExtraEvent } from "./simulator-options.ts";

export type RunEnding = { status: "COMPLETED" } | { status: "FAILED"; error: RunError } | { status: "CANCELLED" };

export type TimelineAct =
  | { act: "started" }
  | { act: "streaming_url" }
  | { act: "progress"; step: number }
  | { act: "extra"; extra: ExtraEvent }
  | { act: "scripted"; index: number }
  | { act: "break"; how: "truncated" | "reset" | "stall" }
  | { act: "finish"; ending: RunEnding };

/** `offset_ms` counts from the run's start and is final: what was late before it does not move it. */
export type TimelineEntry = { offset_ms: number } & TimelineAct;

type TimelinePlan = Pick<
  RunPlan,
  | "outcome"
  | "duration_ms"
  | "steps"
  | "first_event_ms"
  | "event_delays_ms"
  | "streaming_url"
  | "break_at_ms"
  | "extra_events"
  | "events"
  | "run_limit_ms"
  | "max_steps"
  | "error_code"
>;

/** At one moment the built-in events come first, then extras, then scripted ones; the end is last. */
const RANK: Record<TimelineAct["act"], number> = {
  started: 0,
  streaming_url: 0,
  progress: 0,
  extra: 1,
  scripted: 2,
  break: 3,
  finish: 4,
};

/** Everything a run will do and when. Pure: no clock, no I/O. */
export function createTimeline(plan: TimelinePlan): TimelineEntry[] {
  const builtin = builtinEntries(plan);
  const finishOffsetMs = builtin.at(-1)?.offset_ms ?? 0;
  const entries = [
    ...builtin,
    ...extraEntries(plan, builtin),
    ...scriptedEntries(plan),
    ...breakEntries(plan, builtin),
  ];
  const ordered = entries
    .filter((entry) => entry.offset_ms <= finishOffsetMs)
    .sort((a, b) => a.offset_ms - b.offset_ms || RANK[a.act] - RANK[b.act]);

  const afterSteps = endAtStepLimit(ordered, plan.max_steps);
  const afterStall = plan.outcome === "stall" ? endAfterStall(afterSteps, plan.run_limit_ms) : afterSteps;
  return endAtTimeLimit(afterStall, plan.run_limit_ms);
}

function builtinEntries(plan: TimelinePlan): TimelineEntry[] {
  const hasStreamingUrl = plan.streaming_url !== false;
  const offsets = plan.event_delays_ms ? cumulative(plan.event_delays_ms) : evenOffsets(plan, hasStreamingUrl);
  return offsets.map((offset_ms, index): TimelineEntry => {
    if (index === offsets.length - 1) return { offset_ms, act: "finish", ending: plannedEnding(plan) };
    if (index === 0) return { offset_ms, act: "started" };
    if (index === 1 && hasStreamingUrl) return { offset_ms, act: "streaming_url" };
    return { offset_ms, act: "progress", step: hasStreamingUrl ? index - 1 : index };
  });
}

/** STARTED first, the live view a tenth of the way on, the steps evenly over the rest. */
function evenOffsets(plan: TimelinePlan, hasStreamingUrl: boolean): number[] {
  const firstMs = plan.first_event_ms ?? 0;
  const spanMs = plan.duration_ms - firstMs;
  const steps = Array.from({ length: plan.steps }, (_, index) => 0.1 + (0.9 * (index + 1)) / (plan.steps + 1));
  const shares = [0, ...(hasStreamingUrl ? [0.1] : []), ...steps, 1];
  return shares.map((share) => firstMs + spanMs * share);
}

function cumulative(gapsMs: readonly number[]): number[] {
  let offsetMs = 0;
  return gapsMs.map((gapMs) => (offsetMs += gapMs));
}

function plannedEnding(plan: TimelinePlan): RunEnding {
  if (plan.outcome === "failed") return { status: "FAILED", error: runError(plan.error_code, plan) };
  if (plan.outcome === "cancelled") return { status: "CANCELLED" };
  return { status: "COMPLETED" };
}

/** Extras follow the first step; a run without steps has them directly before its end. */
function extraEntries(plan: TimelinePlan, builtin: readonly TimelineEntry[]): TimelineEntry[] {
  const anchor = builtin.find((entry) => entry.act === "progress") ?? builtin.at(-1);
  const offset_ms = anchor?.offset_ms ?? 0;
  return plan.extra_events.map((extra) => ({ offset_ms, act: "extra", extra }));
}

function scriptedEntries(plan: TimelinePlan): TimelineEntry[] {
  return (plan.events ?? []).map((event, index) => ({ offset_ms: event.at_ms, act: "scripted", index }));
}

function breakEntries(plan: TimelinePlan, builtin: readonly TimelineEntry[]): TimelineEntry[] {
  if (plan.outcome !== "truncated" && plan.outcome !== "reset" && plan.outcome !== "stall") return [];
  const firstMs = builtin[0]?.offset_ms ?? 0;
  const lastMs = builtin.at(-1)?.offset_ms ?? 0;
  const offset_ms = Math.min(plan.break_at_ms ?? (firstMs + lastMs) / 2, lastMs);
  return [{ offset_ms, act: "break", how: plan.outcome }];
}

function endAtStepLimit(entries: TimelineEntry[], maxSteps: number | null): TimelineEntry[] {
  if (maxSteps === null) return entries;
  const cut = entries.findIndex((entry) => entry.act === "progress" && entry.step > maxSteps);
  const offset_ms = entries[cut]?.offset_ms;
  if (offset_ms === undefined) return entries;
  return [...entries.slice(0, cut), failedAt(offset_ms, "MAX_STEPS_EXCEEDED")];
}

function endAfterStall(entries: TimelineEntry[], limitMs: number): TimelineEntry[] {
  const stall = entries.findIndex((entry) => entry.act === "break");
  return stall < 0 ? entries : [...entries.slice(0, stall + 1), failedAt(limitMs, "TIMEOUT")];
}

function endAtTimeLimit(entries: TimelineEntry[], limitMs: number): TimelineEntry[] {
  const cut = entries.findIndex((entry) => entry.offset_ms > limitMs);
  return cut < 0 ? entries : [...entries.slice(0, cut), failedAt(limitMs, "TIMEOUT")];
}

function failedAt(offset_ms: number, code: string): TimelineEntry {
  return { offset_ms, act: "finish", ending: { status: "FAILED", error: runError(code) } };
}
