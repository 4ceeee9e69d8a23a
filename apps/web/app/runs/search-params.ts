import {
  createLoader,
  createParser,
  parseAsArrayOf,
  parseAsFloat,
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
export const VERDICTS = ["differs", "agrees", "alone"] as const;
export const PARTS = ["measured", "warm_up", "cool_down"] as const;
export const ORIGINS = ["real", "simulated", "sample"] as const;
const SORT_KEYS = "id|due_at|total_duration_ms|ttft_ms|cost_usd|steps|status|goal|scenario_name";
const SORT = new RegExp(`^-?(${SORT_KEYS})(,-?(${SORT_KEYS})){0,3}$`);

/** An order as the API takes it, `status,-total_duration_ms`; anything else is left out. */
const parseAsSort = createParser({
  parse: (text) => {
    const keys = text.split(",").map((key) => key.replace("-", ""));
    return SORT.test(text) && new Set(keys).size === keys.length ? text : null;
  },
  serialize: (sort: string) => sort,
});

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
  reason: parseAsArrayOf(parseAsString).withDefault(none),
  tag: parseAsArrayOf(parseAsString).withDefault(none),
  verdict: parseAsArrayOf(parseAsStringLiteral(VERDICTS)).withDefault(none),
  part: parseAsArrayOf(parseAsStringLiteral(PARTS)).withDefault(none),
  batch: parseAsInteger,
  from: parseAsIsoDateTime,
  to: parseAsIsoDateTime,
  /** Seconds. */
  longer: parseAsFloat,
  shorter: parseAsFloat,
  sort: parseAsSort.withDefault("-id"),
  cursor: parseAsString,
  /** Names of the columns that are shown, in order; left out: as this person has them. */
  columns: parseAsArrayOf(parseAsString),
};
export const loadRunsParams = createLoader(runsParams);
export type RunsParams = Awaited<ReturnType<typeof loadRunsParams>>;
