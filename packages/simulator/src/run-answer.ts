import { runResult } from "./run-result.ts";
import { isTerminal, stepCount } from "./run.ts";
import type { Run } from "./run.ts";
import { stepPurpose } from "./step-purpose.ts";

/** A grey 1x1 JPEG. */
const SCREENSHOT =
  "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z";

/** The run as GET /v1/runs lists it: every key present in every state. */
export function runSummary(run: Run): Record<string, unknown> {
  const proxy = run.request.proxy_config;
  const streamingUrl = run.isLiveViewOpen ? run.streamingUrl : null;
  return {
    run_id: run.runId,
    status: run.status,
    goal: run.request.goal,
    created_at: toIso(run.createdAtMs),
    started_at: toIso(run.startedAtMs),
    finished_at: toIso(run.finishedAtMs),
    num_of_steps: isTerminal(run) ? stepCount(run) : null,
    result: runResult(run),
    output_schema: run.request.output_schema ?? null,
    schema_validation: schemaValidation(run),
    error: run.ending?.status === "FAILED" ? run.ending.error : null,
    // The oldest generation mixed run_id with streamingUrl here.
    ...(run.plan.naming !== "camel" && { streaming_url: streamingUrl }),
    ...(run.plan.naming !== "snake" && { streamingUrl }),
    browser_config: { proxy_enabled: proxy?.enabled ?? false, proxy_country_code: proxy?.country_code ?? null },
    profile_attached: run.request.use_profile === true,
    profile_id: run.request.profile_id ?? null,
    ...profileHint(run),
  };
}

/** The run as GET /v1/runs/{id} answers it. */
export function runDetail(run: Run, withScreenshots: boolean): Record<string, unknown> {
  const hasRecording = isTerminal(run) && run.request.capture_config?.recording === true;
  return {
    ...runSummary(run),
    video_url: hasRecording ? `https://recordings.example.test/${run.runId}.mp4` : null,
    steps: run.stepTimesMs.map((atMs, index) => ({
      id: `${run.runId}-${index + 1}`,
      timestamp: toIso(atMs),
      status: "COMPLETED",
      action: stepPurpose(run, index + 1),
      screenshot: withScreenshots ? SCREENSHOT : null,
      duration: stepDuration(run, index),
    })),
  };
}

/** The answer of the blocking POST /v1/automation/run. */
export function blockingAnswer(run: Run): Record<string, unknown> {
  return {
    run_id: run.runId,
    status: run.status,
    started_at: toIso(run.startedAtMs),
    finished_at: toIso(run.finishedAtMs),
    num_of_steps: stepCount(run),
    result: runResult(run),
    schema_validation: schemaValidation(run),
    error: run.ending?.status === "FAILED" ? run.ending.error : null,
    ...profileHint(run),
  };
}

function toIso(atMs: number): string;
function toIso(atMs: number | null): string | null;
function toIso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function stepDuration(run: Run, index: number): string {
  const startMs = run.stepTimesMs[index - 1] ?? run.startedAtMs ?? run.createdAtMs;
  const endMs = run.stepTimesMs[index] ?? startMs;
  return `${((endMs - startMs) / 1000).toFixed(1)}s`;
}

function schemaValidation(run: Run): Record<string, unknown> | null {
  if (run.request.output_schema === undefined || run.status !== "COMPLETED") return null;
  const isSample = run.plan.outcome !== "goal_missed" && run.plan.outcome !== "blocked" && run.plan.outcome !== "empty";
  if (isSample) return { valid: true, re_prompt_attempts: 0, errors: [] };
  const error = { path: "$", expected: "the output_schema", received: "object", message: "The result does not match." };
  return { valid: false, re_prompt_attempts: 2, errors: [error] };
}

function profileHint(run: Run): Record<string, unknown> {
  const reason = run.plan.profile_hint;
  if (reason === undefined || !isTerminal(run)) return {};
  const message = "A browser profile that is signed in would help here.";
  return { profile_hint: { message, setup_url: "https://profiles.example.test/setup", reason } };
}
