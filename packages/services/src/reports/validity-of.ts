import type { BatchValidity, EngineHealth, Validity } from "@tfbench/contracts";
import { judgeValidity, quantile } from "@tfbench/stats";
import type { ReportBatchRun } from "@tfbench/store";

/** A share of the typical run that our own lateness, or the provider's queue, may take before the batch is suspect. */
const MOST_LAG_SHARE = 0.05;
const MOST_QUEUE_SHARE = 0.1;

const UNSEEN: Omit<EngineHealth, "aborted" | "runs"> = {
  loop_delay_p99_ms: null,
  cpu_share: null,
  core_wait_share: null,
  longest_gc_pause_ms: null,
  lag_p99_ms: null,
  coalesced_share: null,
  backlog_bytes: 0,
  backlog_limit_bytes: 1,
  no_file_handles: 0,
  no_ports: 0,
};
const UNSEEN_OF_AGENTS = ["calibration of the measuring machine", "loop delay and CPU share of the measuring thread"];

type Known = {
  overlapping: readonly number[];
  /** What was judged of a load when it ended; null for agents, and while it goes on. */
  judged: Validity | null;
};

/** What can be said against the figures of a batch from what its runs recorded; what nobody measured is listed too. */
export function validityOf(runs: readonly ReportBatchRun[], { overlapping, judged }: Known): BatchValidity {
  const lag_ms = spreadOf(runs.map((run) => run.lag_ms));
  const totals = sortedOf(runs.map(({ total_duration_ms }) => total_duration_ms));
  const typicalMs = quantile(totals, 0.5);
  const shares = runs.flatMap(({ provider_queue_ms, total_duration_ms }) =>
    provider_queue_ms === null || total_duration_ms === null || total_duration_ms === 0
      ? []
      : [provider_queue_ms / total_duration_ms],
  );
  const provider_queue_share = quantile(sortedOf(shares), 0.5);
  const aborted = runs.filter(({ status }) => status === "aborted").length;
  const told = runs.filter(({ coalesced }) => coalesced !== null);
  const seen: Validity["reasons"] = [
    ...judgeValidity({ ...UNSEEN, aborted, runs: runs.length }).reasons,
    ...(lag_ms.p95 !== null && typicalMs !== null && lag_ms.p95 > MOST_LAG_SHARE * typicalMs
      ? [
          suspect(
            "lag",
            `Runs started late by our own doing: p95 of the lag is ${Math.round(lag_ms.p95)} ms, over 5 % of the typical run.`,
          ),
        ]
      : []),
    ...(provider_queue_share !== null && provider_queue_share > MOST_QUEUE_SHARE
      ? [
          suspect(
            "provider_queue",
            `The typical run spent ${Math.round(provider_queue_share * 100)} % of its time in the provider's queue.`,
          ),
        ]
      : []),
    ...(overlapping.length > 0
      ? [
          suspect(
            "overlapping",
            `Other batches ran on the same target, or with the same key, at the same time: ${overlapping.map((id) => `batch ${id}`).join(", ")}.`,
          ),
        ]
      : []),
  ];
  const before = judged?.reasons ?? [];
  const reasons = [...before, ...seen.filter(({ code }) => !before.some((reason) => reason.code === code))];
  return {
    verdict: worst(reasons),
    reasons,
    not_assessed: judged === null ? UNSEEN_OF_AGENTS : UNSEEN_OF_AGENTS.slice(0, 1),
    lag_ms,
    slot_wait_ms: spreadOf(runs.map((run) => run.slot_wait_ms)),
    coalesced: { runs: told.filter(({ coalesced }) => coalesced === true).length, of: told.length },
    provider_queue_share,
    aborted,
  };
}

const suspect = (code: string, sentence: string) => ({ verdict: "suspect", code, sentence }) as const;

function worst(reasons: Validity["reasons"]): Validity["verdict"] {
  if (reasons.some(({ verdict }) => verdict === "invalid")) return "invalid";
  return reasons.length > 0 ? "suspect" : "valid";
}

function spreadOf(values: readonly (number | null)[]): BatchValidity["lag_ms"] {
  const sorted = sortedOf(values);
  return {
    n: sorted.length,
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: sorted.at(-1) ?? null,
  };
}

const sortedOf = (values: readonly (number | null)[]): Float64Array =>
  Float64Array.from(values.filter((value) => value !== null)).sort();
