import type { BatchValidity } from "@tfbench/contracts";
import { quantile } from "@tfbench/stats";
import type { ReportBatchRun } from "@tfbench/store";

/** A share of the typical run that our own lateness, or the provider's queue, may take before the batch is suspect. */
const MOST_LAG_SHARE = 0.05;
const MOST_QUEUE_SHARE = 0.1;

/** What can be said against the figures of a batch from what its runs recorded; what nobody measured is listed too. */
export function validityOf(runs: readonly ReportBatchRun[], overlapping: readonly number[]): BatchValidity {
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
  const reasons = [
    ...(aborted > 0
      ? [`${aborted} ${aborted === 1 ? "run was" : "runs were"} aborted on our side and count in no rate.`]
      : []),
    ...(lag_ms.p95 !== null && typicalMs !== null && lag_ms.p95 > MOST_LAG_SHARE * typicalMs
      ? [
          `Runs started late by our own doing: p95 of the lag is ${Math.round(lag_ms.p95)} ms, over 5 % of the typical run.`,
        ]
      : []),
    ...(provider_queue_share !== null && provider_queue_share > MOST_QUEUE_SHARE
      ? [`The typical run spent ${Math.round(provider_queue_share * 100)} % of its time in the provider's queue.`]
      : []),
    ...(overlapping.length > 0
      ? [
          `Other batches ran on the same target, or with the same key, at the same time: ${overlapping.map((id) => `batch ${id}`).join(", ")}.`,
        ]
      : []),
  ];
  return {
    state: reasons.length === 0 ? "no_objection" : "suspect",
    reasons,
    not_assessed: ["calibration of the measuring machine", "loop delay and CPU share of the measuring thread"],
    lag_ms,
    slot_wait_ms: spreadOf(runs.map((run) => run.slot_wait_ms)),
    coalesced: { runs: told.filter(({ coalesced }) => coalesced === true).length, of: told.length },
    provider_queue_share,
    aborted,
  };
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
