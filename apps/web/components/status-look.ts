import type { BatchStatus, Goal, LevelState, Origin, RunStatus, TriedLevel } from "@tfbench/contracts";
import {
  ArrowDownRight,
  ArrowUpRight,
  Ban,
  Check,
  Circle,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleSlash2,
  Clock,
  Coins,
  Contrast,
  EqualApproximately,
  Gauge,
  Minus,
  ShieldAlert,
  TriangleAlert,
  Unplug,
  WifiOff,
  X,
  type LucideIcon,
} from "lucide-react";

/** Colour never stands alone: each state has its icon and its word. */
export type Look = { icon: LucideIcon; word: string; tone: string; isLive?: boolean };

export const RUN_STATUS_LOOK = {
  queued: { icon: CircleDashed, word: "queued", tone: "text-quiet" },
  running: { icon: CircleDot, word: "running", tone: "text-live", isLive: true },
  completed: { icon: Check, word: "completed", tone: "text-text" },
  agent_failed: { icon: X, word: "agent failed", tone: "text-bad" },
  infra_error: { icon: Unplug, word: "infrastructure error", tone: "text-fault" },
  rate_limited: { icon: Gauge, word: "rate limited", tone: "text-warn" },
  timeout: { icon: Clock, word: "timeout", tone: "text-warn" },
  cancelled: { icon: CircleSlash, word: "cancelled", tone: "text-quiet" },
  dropped: { icon: Circle, word: "dropped", tone: "text-warn" },
  out_of_credits: { icon: Coins, word: "out of credits", tone: "text-warn" },
  budget_stopped: { icon: Coins, word: "budget stopped", tone: "text-warn" },
  aborted: { icon: WifiOff, word: "aborted", tone: "text-fault" },
} as const satisfies Record<RunStatus, Look>;

export const GOAL_LOOK = {
  passed: { icon: Check, word: "passed", tone: "text-good" },
  partial: { icon: Contrast, word: "partial", tone: "text-warn" },
  failed: { icon: X, word: "failed", tone: "text-bad" },
  blocked: { icon: ShieldAlert, word: "blocked", tone: "text-shield" },
  task_invalid: { icon: CircleSlash2, word: "task invalid", tone: "text-quiet" },
  not_evaluated: { icon: Minus, word: "not evaluated", tone: "text-quiet" },
} as const satisfies Record<Goal, Look>;

export const BATCH_STATUS_LOOK = {
  queued: { icon: CircleDashed, word: "queued", tone: "text-quiet" },
  running: { icon: CircleDot, word: "running", tone: "text-live", isLive: true },
  finished: { icon: Check, word: "finished", tone: "text-text" },
  failed: { icon: X, word: "failed", tone: "text-bad" },
  cancelled: { icon: Ban, word: "cancelled", tone: "text-quiet" },
} as const satisfies Record<BatchStatus, Look>;

/** What became of a level of a sweep. */
export const LEVEL_LOOK = {
  steady: { icon: Check, word: "steady", tone: "text-good" },
  measured: { icon: Check, word: "measured", tone: "text-text" },
  unsteady: { icon: TriangleAlert, word: "unsteady", tone: "text-warn" },
  invalid: { icon: X, word: "invalid", tone: "text-bad" },
  no_success: { icon: X, word: "no success", tone: "text-bad" },
  cut: { icon: CircleSlash, word: "ended early", tone: "text-quiet" },
  running: { icon: CircleDot, word: "running", tone: "text-live", isLive: true },
  queued: { icon: CircleDashed, word: "queued", tone: "text-quiet" },
} as const satisfies Record<LevelState | "running" | "queued", Look>;

/** What a search decided of a level. */
export const TRIED_LOOK = {
  met: { icon: Check, word: "met", tone: "text-good" },
  missed: { icon: X, word: "shown not to meet", tone: "text-bad" },
  not_shown: { icon: TriangleAlert, word: "not shown to meet", tone: "text-warn" },
  unsteady: { icon: X, word: "not met: unsteady", tone: "text-bad" },
  dropped: { icon: X, word: "not met: runs dropped", tone: "text-bad" },
  invalid: { icon: X, word: "not met: invalid", tone: "text-bad" },
  cut: { icon: CircleSlash, word: "ended early", tone: "text-quiet" },
  undecided: { icon: CircleDot, word: "undecided", tone: "text-live", isLive: true },
} as const satisfies Record<NonNullable<TriedLevel["verdict"]> | "undecided", Look>;

/** What a comparison concluded. Better and worse are about the metric's own direction, never about its sign. */
export const VERDICT_LOOK = {
  better: { icon: ArrowUpRight, word: "better", tone: "text-good" },
  worse: { icon: ArrowDownRight, word: "worse", tone: "text-bad" },
  same: { icon: EqualApproximately, word: "no detectable difference", tone: "text-quiet" },
  too_few: { icon: CircleDashed, word: "too few samples", tone: "text-quiet" },
} as const satisfies Record<string, Look>;

/** How runs stand to what their scenario is held to. */
export const SLO_LOOK = {
  met: { icon: Check, word: "met", tone: "text-good" },
  breached: { icon: X, word: "breached", tone: "text-bad" },
  unproven: { icon: CircleDashed, word: "unproven", tone: "text-quiet" },
} as const satisfies Record<string, Look>;

/** What is wrong now, whatever was before. */
export const ALERT_LOOK = { icon: TriangleAlert, word: "alert", tone: "text-bad" } as const satisfies Look;

/** How far a measurement may be leaned on. */
export const VALIDITY_LOOK = {
  valid: { icon: Check, word: "valid", tone: "text-quiet" },
  suspect: { icon: TriangleAlert, word: "suspect", tone: "text-warn" },
  invalid: { icon: X, word: "invalid", tone: "text-bad" },
} as const satisfies Record<string, Look>;

export const ORIGIN_WORD = { real: "real", simulated: "simulated", sample: "sample" } as const satisfies Record<
  Origin,
  string
>;
