import type { RunStatus } from "@tfbench/contracts";
import type { ProgressPart } from "./outcome-parts.ts";

const FILL: Record<RunStatus, string> = {
  completed: "bg-text",
  agent_failed: "bg-bad",
  infra_error: "bg-fault",
  rate_limited: "bg-warn",
  timeout: "bg-warn",
  dropped: "bg-warn",
  out_of_credits: "bg-warn",
  budget_stopped: "bg-warn",
  aborted: "bg-fault",
  cancelled: "bg-border-strong",
  running: "bg-live",
  queued: "bg-transparent",
};

/** How the runs of a batch ended, as parts of a bar. */
export const OutcomeParts = ({ parts }: { parts: readonly ProgressPart[] }) =>
  parts.map((part) => (
    <span key={part.status} className={FILL[part.status]} style={{ width: `${part.percent}%` }} title={part.text} />
  ));

/** The same as a picture of its own; `label` says it in words. */
export const OutcomeBar = ({ parts, label }: { parts: readonly ProgressPart[]; label: string }) => (
  <span role="img" aria-label={label} className="flex h-2 overflow-hidden rounded-chip border bg-sunken">
    <OutcomeParts parts={parts} />
  </span>
);
