import type { IncomingMessage, ServerResponse } from "node:http";
import type { DueQueue } from "./due-queue.ts";
import type { GoalCounts } from "./goal-counts.ts";
import type { LlmState } from "./llm/llm-state.ts";
import type { RunScheduler } from "./run-scheduler.ts";
import type { RunStore } from "./run-store.ts";
import type { ResolvedOptions } from "./simulator-options.ts";
import type { Slots } from "./slots.ts";
import type { TimedResponse } from "./timed-response.ts";
import type { TruthLog } from "./truth-log.ts";
import type { Wallet } from "./wallet.ts";

/** What every route works with. */
export interface SimulatorState {
  readonly options: ResolvedOptions;
  readonly dueQueue: DueQueue;
  readonly truth: TruthLog;
  readonly store: RunStore;
  readonly slots: Slots;
  readonly scheduler: RunScheduler;
  /** Null for an account of the time before wallets. */
  readonly wallet: Wallet | null;
  readonly attempts: GoalCounts;
  readonly creations: GoalCounts;
  readonly llm: LlmState;
  /** The next run's index; decides its seeded behaviour. */
  nextCreationIndex: number;
  /** No request is looked at before then. */
  frozenUntilMs: number;
}

/** One request and the means to answer it. */
export interface Exchange {
  readonly state: SimulatorState;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly response: TimedResponse;
  /** The number of the request in the ground truth. */
  readonly request: number;
  readonly query: URLSearchParams;
  /** The API key. Empty on routes that need none. */
  readonly account: string;
  /** The part of the path that names a run. */
  readonly runId: string;
  /** Scheme and authority the client used. */
  readonly origin: string;
}
