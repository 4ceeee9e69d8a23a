import type { ChangeVerdict } from "@tfbench/contracts";
import type { ChangeInterval } from "./compare-durations.ts";

export type Decision = {
  verdict: ChangeVerdict;
  /**
   * For too few samples: by what factor the runs of both sides would have to grow to settle it at the present spread;
   * null when there is no estimate, or beyond 10 times.
   */
  growth: number | null;
};

const MOST_GROWTH = 10;

/**
 * What a change and its 95 % interval allow to say; positive is worse. `region` is the change that matters: as a
 * log-ratio, or in points as a share. worse: the whole interval above 0 and e at least the region; better: the mirror
 * image; same: the whole interval inside the region; everything else is too few samples.
 */
export function verdictOf({ e, low, high }: ChangeInterval, region = 0.05): Decision {
  if (e === null) return { verdict: "too_few", growth: null };
  if (low !== null && low > 0 && e >= region) return { verdict: "worse", growth: null };
  if (high !== null && high < 0 && e <= -region) return { verdict: "better", growth: null };
  if (low !== null && high !== null && -region < low && high < region) return { verdict: "same", growth: null };
  return { verdict: "too_few", growth: growthOf({ e, low, high }, region) };
}

/** Intervals shrink with the square root of n: until they leave 0 out, or fit into the region. */
function growthOf({ e, low, high }: ChangeInterval, region: number): number | null {
  if (e === null || low === null || high === null) return null;
  const reach = Math.max(high - e, e - low);
  const allowed = Math.abs(e) >= region ? Math.abs(e) : region - Math.abs(e);
  const growth = (reach / allowed) ** 2;
  return growth <= MOST_GROWTH ? Math.max(1, growth) : null;
}
