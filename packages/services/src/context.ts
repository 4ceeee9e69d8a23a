import type {
  BatchPlan,
  JsonObject,
  JsonValue,
  LoadProfile,
  LoadTrace,
  Target,
  TargetTest,
  TraceText,
} from "@tfbench/contracts";
import type { Database, Queue } from "@tfbench/store";

export type Settings = {
  /** Whether the default target is the simulator. */
  mock_mode: boolean;
  /** Base address of our own simulator; a target with this origin counts as simulated. */
  simulator_url: string;
  now(): Date;
};

/** What decides what each run of a batch sends. */
export type PromptPlan = Pick<BatchPlan, "provider" | "request" | "seed" | "trace"> & {
  settings: Pick<BatchPlan["settings"], "prompts" | "chats">;
};

/** A request as it would be sent. A secret stands as the variable it is read from. */
export type DescribedRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** null: none is sent. */
  body: JsonValue;
};
export type TestableTarget = Pick<Target, "name" | "provider" | "base_url" | "credential" | "timeouts">;

/** What only those who speak to providers know. Whoever starts the server brings it, so that verbs need not. */
export type ProviderPort = {
  /** What starts the first run of the plan. Pure: nothing is read or sent. */
  describeRequest(plan: BatchPlan): DescribedRequest;
  /**
   * The provider's body of one run: runs of endpoints have prompts of their own. A later turn of a chat follows from what
   * the turns before it were answered. Pure.
   */
  requestOfRun(plan: PromptPlan, index: number, answers: readonly JsonValue[]): JsonObject;
  /** Reaches for a target with its key, in bounded time, without starting a run. */
  testTarget(target: TestableTarget, signal: AbortSignal): Promise<TargetTest>;
  /** Reads a trace. Throws an AppError with the line of what cannot be read. */
  readTrace(trace: TraceText): { due_offsets_ms: number[]; requests: LoadTrace["requests"] };
  /** About how many tokens the prompt of a request body has. */
  countInputTokens(body: JsonValue): Promise<number>;
  /** How many runs an open load makes with this seed. */
  countRuns(load: Exclude<LoadProfile, { kind: "closed" }>, seed: number): number;
  /** When the last run of a load is planned to start; null: it does not say. */
  plannedEndMs(load: LoadProfile, seed: number): number | null;
};

/** What every verb is given: whose rows, who asks, and where to write. */
export type Context = {
  db: Database;
  queue: Pick<Queue, "send">;
  project_id: number;
  actor: string;
  request_id: string | null;
  settings: Settings;
  providers: ProviderPort;
};
