import type { CreateRunBody } from "./create-run-body.ts";
import type { Outcome, Script } from "./script.ts";
import { seededRandom } from "./seeded-random.ts";
import type { EventNaming, ExtraEvent, ResolvedOptions } from "./simulator-options.ts";

/** A script with nothing left open: what this run will do. */
export interface RunPlan extends Script {
  outcome: Outcome;
  duration_ms: number;
  steps: number;
  error_code: string;
  naming: EventNaming;
  error_form: "object" | "string";
  heartbeat_ms: number;
  extra_events: ExtraEvent[];
  failed_run_http: 200 | 500;
  cancel_emits_complete: boolean;
  run_limit_ms: number;
  max_steps: number | null;
  /** Decides the sample values of the result. */
  result_seed: number;
}

const DEFAULT_FAILURES = ["TASK_FAILED", "SITE_BLOCKED", "MAX_STEPS_EXCEEDED", "INTERNAL_ERROR"];

export interface RunPlanInput {
  script: Script | null;
  options: ResolvedOptions;
  request: CreateRunBody;
  creationIndex: number;
}

/** Pure: the same seed, creation index, script and options give the same plan. */
export function createRunPlan({ script, options, request, creationIndex }: RunPlanInput): RunPlan {
  const behaviour = options.default_behaviour;
  const random = seededRandom(options.seed, creationIndex);
  const durationMs = Math.round(between(behaviour.duration_ms, random()));
  const steps = Math.round(between(behaviour.steps, random()));
  const outcome = defaultOutcome(random(), behaviour);
  const failure = DEFAULT_FAILURES[Math.floor(random() * DEFAULT_FAILURES.length)] ?? "TASK_FAILED";
  const chosen = script ?? {};
  const requestLimitMs = (request.agent_config?.max_duration_seconds ?? Infinity) * 1000;

  return {
    ...chosen,
    outcome: chosen.outcome ?? (script ? "completed" : outcome),
    duration_ms:
      chosen.duration_ms ??
      (options.zero_delay ? (chosen.first_event_ms ?? 0) : Math.max(durationMs, chosen.first_event_ms ?? 0)),
    steps: chosen.steps ?? steps,
    error_code: chosen.error_code ?? (script ? "TASK_FAILED" : failure),
    naming: chosen.naming ?? options.naming,
    error_form: chosen.error_form ?? options.error_form,
    heartbeat_ms: chosen.heartbeat_ms ?? (options.heartbeat_interval_ms === "off" ? 0 : options.heartbeat_interval_ms),
    extra_events: chosen.extra_events ?? options.extra_events,
    failed_run_http: chosen.failed_run_http ?? options.failed_run_http,
    cancel_emits_complete: chosen.cancel_emits_complete ?? options.cancel_emits_complete,
    run_limit_ms: Math.min(chosen.run_limit_ms ?? options.run_limit_ms, requestLimitMs),
    max_steps: request.agent_config?.max_steps ?? null,
    result_seed: Math.floor(random() * 2 ** 31),
  };
}

function between([low, high]: readonly [number, number], share: number): number {
  return low + (high - low) * share;
}

function defaultOutcome(share: number, behaviour: ResolvedOptions["default_behaviour"]): Outcome {
  if (share < behaviour.failed_share) return "failed";
  if (share < behaviour.failed_share + behaviour.goal_missed_share) return "goal_missed";
  return "completed";
}
