import {
  createLoader,
  parseAsArrayOf,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

export const STATUSES = [
  "queued",
  "running",
  "completed",
  "agent_failed",
  "infra_error",
  "rate_limited",
  "timeout",
  "cancelled",
  "dropped",
  "out_of_credits",
  "budget_stopped",
  "aborted",
] as const;
export const GOALS = ["passed", "partial", "failed", "blocked", "task_invalid", "not_evaluated"] as const;
export const ORIGINS = ["real", "simulated", "sample"] as const;
export const SORTS = [
  "-id",
  "id",
  "-due_at",
  "due_at",
  "-total_duration_ms",
  "total_duration_ms",
  "-ttft_ms",
  "ttft_ms",
  "-cost_usd",
  "cost_usd",
] as const;

const none: never[] = [];

/** The whole view of the runs list; a reload or a link shows the same. */
export const runsParams = {
  search: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(STATUSES)).withDefault(none),
  goal: parseAsArrayOf(parseAsStringLiteral(GOALS)).withDefault(none),
  scenario: parseAsArrayOf(parseAsInteger).withDefault(none),
  automation: parseAsArrayOf(parseAsInteger).withDefault(none),
  target: parseAsArrayOf(parseAsInteger).withDefault(none),
  origin: parseAsStringLiteral(ORIGINS),
  batch: parseAsInteger,
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  sort: parseAsStringLiteral(SORTS).withDefault("-id"),
  cursor: parseAsString,
};
export const loadRunsParams = createLoader(runsParams);
export type RunsParams = Awaited<ReturnType<typeof loadRunsParams>>;
