import type { EngineHealth, Validity } from "@tfbench/contracts";

type Judged = Validity["reasons"][number];

/** From here on the figure is doubtful, and from here on worthless. */
const LIMITS = {
  loop_delay: { suspect: 5, invalid: 50 },
  cpu_share: { suspect: 0.8, invalid: 0.95 },
  // Other programs are no reason to throw figures away: what they make late is a few milliseconds at a time.
  core_wait: { suspect: 0.05, invalid: Infinity },
  gc_pause: { suspect: 10, invalid: 100 },
  lag: { suspect: 2, invalid: 20 },
  backlog: { suspect: 0.5, invalid: 0.999 },
} as const;

/**
 * Whether a load was measured or the measuring machine was. Every limit is on what the engine observed of itself; nothing
 * the target did makes a result invalid. `suspect` figures may be off by about the stated amount; `invalid` ones say
 * nothing.
 */
export function judgeValidity(health: EngineHealth): Validity {
  const reasons = [
    judge(
      "loop_delay",
      health.loop_delay_p99_ms,
      (ms) => `The measuring thread's loop turned up to ${round(ms)} ms late (p99): arrival times may be that late.`,
    ),
    judge(
      "cpu_share",
      health.cpu_share,
      (share) =>
        `The busiest measuring thread used ${Math.round(share * 100)} % of a core: lower the load, or give it more threads or cores.`,
    ),
    judge(
      "core_wait",
      health.core_wait_share,
      (share) =>
        `A measuring thread waited for a core ${Math.round(share * 100)} % of the time: other programs on this machine made arrival times late, by a few milliseconds each.`,
    ),
    judge(
      "gc_pause",
      health.longest_gc_pause_ms,
      (ms) => `A garbage collection held a measuring thread for ${round(ms)} ms.`,
    ),
    judge(
      "lag",
      health.lag_p99_ms,
      (ms) => `Runs started up to ${round(ms)} ms late (p99) although a slot was free: the sending side was the limit.`,
    ),
    judge(
      "backlog",
      health.backlog_bytes / health.backlog_limit_bytes,
      (share) =>
        `Bytes waited for their meaning in ${Math.round(share * 100)} % of the buffer: the machine is too slow for this load.`,
    ),
    ...limitsMet(health),
  ].filter((reason): reason is Judged => reason !== null);
  return { verdict: worst(reasons), reasons };
}

function judge(code: keyof typeof LIMITS, value: number | null, say: (value: number) => string): Judged | null {
  if (value === null || value <= LIMITS[code].suspect) return null;
  return { verdict: value > LIMITS[code].invalid ? "invalid" : "suspect", code, sentence: say(value) };
}

/** Runs that this machine could not even try are missing from every figure. */
function limitsMet({ no_file_handles, no_ports, aborted, runs }: EngineHealth): (Judged | null)[] {
  const missing = (code: string, count: number, sentence: string): Judged | null =>
    count === 0 ? null : { verdict: count > 0.01 * runs ? "invalid" : "suspect", code, sentence };
  return [
    missing(
      "no_file_handles",
      no_file_handles,
      `${no_file_handles} of ${runs} runs found no free file handle: raise the limit (ulimit -n).`,
    ),
    missing(
      "no_ports",
      no_ports,
      `${no_ports} of ${runs} runs found no free local port: reuse connections or lower the rate.`,
    ),
    missing("aborted", aborted, `${aborted} of ${runs} runs were broken off by this program.`),
  ];
}

function worst(reasons: readonly Judged[]): Validity["verdict"] {
  if (reasons.some(({ verdict }) => verdict === "invalid")) return "invalid";
  return reasons.length > 0 ? "suspect" : "valid";
}

const round = (value: number): number => Math.round(value * 10) / 10;
