import type { SloVerdict } from "@tfbench/contracts";
import type { ThresholdVerdict } from "../gate/judge-thresholds.ts";

type Beside = {
  /** The same by the runs that passed alone, where success is a range: its lower end. */
  passed: ThresholdVerdict | null;
  unevaluated: number;
};

/** What a threshold's verdict means for an objective; an error rate is told as such, not as its success. */
export function sloVerdictOf(judged: ThresholdVerdict, { passed, unevaluated }: Beside): SloVerdict {
  const lower = passed ?? judged;
  const { value, low } = lower;
  const subject = subjectOf(judged);
  return {
    text: judged.text,
    subject,
    ...decide(judged, lower),
    unit: judged.unit,
    ...(subject === "error" ? errorOf({ value, low, high: judged.high }) : { value, low, high: judged.high }),
    good: lower.good,
    n: judged.n,
    effective_n: judged.effective_n,
    share: judged.share,
    unevaluated: passed === null ? 0 : unevaluated,
  };
}

function decide(
  judged: ThresholdVerdict,
  lower: ThresholdVerdict,
): Pick<SloVerdict, "verdict" | "reason" | "runs_to_settle"> {
  const unproven = (reason: SloVerdict["reason"], runs_to_settle: number | null = null) =>
    ({ verdict: "unproven", reason, runs_to_settle }) as const;
  if (judged.n === 0) return unproven("no_run");
  if (judged.verdict === "missed") return { verdict: "breached", reason: null, runs_to_settle: null };
  if (lower.verdict === "met") return { verdict: "met", reason: null, runs_to_settle: null };
  if (judged.verdict === "met") return unproven("unevaluated");
  return unproven(judged.reason, judged.runs_to_settle);
}

const subjectOf = ({ unit, text }: ThresholdVerdict): SloVerdict["subject"] => {
  if (unit !== "share") return "quantile";
  if (text.startsWith("attainment")) return "attainment";
  return text.startsWith("error") ? "error" : "success";
};

type Bounded = Pick<SloVerdict, "value" | "low" | "high">;

const rest = (share: number | null): number | null => (share === null ? null : 1 - share);
const errorOf = ({ value, low, high }: Bounded): Bounded => ({ value: rest(value), low: rest(high), high: rest(low) });
