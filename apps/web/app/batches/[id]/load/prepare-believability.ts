import type { BatchReport, EngineHealth, BatchLoadReport, Validity } from "@tfbench/contracts";
import { formatBytes } from "#format/format-bytes.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatShare } from "#format/format-share.ts";

export type Believability = { verdict: Validity["verdict"]; sentences: string[] };

const LEAD: Record<Validity["verdict"], string> = {
  valid: "Nothing speaks against the figures.",
  suspect: "The figures may be off by about what is said here.",
  invalid: "This machine was measured rather than the target: the figures say nothing.",
};

/** Whether the figures may be leaned on: the engine's own judgement, with what the report knows besides. */
export function prepareBelievability(validity: Validity, beside: BatchReport["validity"] | null): Believability {
  const said = validity.reasons.map(({ sentence }) => sentence);
  const more = (beside?.reasons ?? []).map(({ sentence }) => sentence).filter((sentence) => !said.includes(sentence));
  const verdict = validity.verdict === "valid" && more.length > 0 ? "suspect" : validity.verdict;
  return { verdict, sentences: [LEAD[verdict], ...said, ...more] };
}

/** What an open load that did not settle says of its own percentiles; null where there is nothing to say. */
export function prepareSteadiness({
  steady,
  load,
}: BatchLoadReport): { isUnsteady: boolean; sentences: string[] } | null {
  if (load.kind === "closed" || steady.is_steady === true) return null;
  if (steady.is_steady === null)
    return { isUnsteady: false, sentences: ["Too few runs to tell whether the load was steady."] };
  return { isUnsteady: true, sentences: ["Unsteady: these percentiles grow with the duration.", ...steady.reasons] };
}

export type HealthFact = { name: string; value: string };

const ms = (value: number | null) => (value === null ? "not recorded" : `${formatNumber(value, 1)} ms`);
const share = (value: number | null) => (value === null ? "not recorded" : `${formatShare(value)} %`);

/** What the measuring threads saw of themselves, in words. */
export const prepareHealth = (health: EngineHealth): HealthFact[] => [
  { name: "Our lateness (lag), p99", value: ms(health.lag_p99_ms) },
  { name: "Loop delay, p99", value: ms(health.loop_delay_p99_ms) },
  {
    name: "Busiest measuring thread",
    value: health.cpu_share === null ? "not recorded" : `${share(health.cpu_share)} of a core`,
  },
  {
    name: "Ready, but without a core",
    value: typeof health.core_wait_share === "number" ? `${share(health.core_wait_share)} of the time` : "not recorded",
  },
  { name: "Longest garbage collection", value: ms(health.longest_gc_pause_ms) },
  { name: "Streams with events that shared a read", value: share(health.coalesced_share) },
  {
    name: "Most bytes that waited",
    value: `${formatBytes(health.backlog_bytes)} of ${formatBytes(health.backlog_limit_bytes)}`,
  },
  { name: "Runs without a file handle", value: formatNumber(health.no_file_handles) },
  { name: "Runs without a local port", value: formatNumber(health.no_ports) },
  { name: "Aborted on our side", value: `${formatNumber(health.aborted)} of ${formatNumber(health.runs)}` },
];
