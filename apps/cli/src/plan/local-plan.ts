import type { Budget, JsonValue, LoadProfile, Provider, Slo, Timeouts } from "@tfbench/contracts";
import type { TokenPrices } from "@tfbench/stats";
import type { Gates } from "../thresholds/gates.ts";
import type { LevelTask } from "../levels/level-task.ts";
import type { CancellationShare, ChatMessage, PromptSource, UndiciTransport } from "@tfbench/engine";
import type { ChatPlan } from "@tfbench/engine";

/** Everything one load of the command line needs, whether it came from flags or from a file. */
export type LocalPlan = {
  name: string;
  provider: Provider;
  /** Which of the provider's APIs; null where it has but one. */
  api: string | null;
  /** Whole address of the endpoint, or the built-in simulator. */
  url: string | "simulator";
  credentialVariable: string | null;
  headers: Readonly<Record<string, string>>;
  /** The server's metrics, as an address of their own or one from the target's: `/metrics`. Null: not asked for. */
  serverMetrics: string | null;
  isTlsUnverified: boolean;
  /** What bare sockets do not speak goes through undici; null: bare sockets. */
  transport: UndiciTransport | null;
  /** What every run asks, without what it says. */
  request: Readonly<Record<string, JsonValue>>;
  /** What every run says before its own prompt, images included. */
  messages: readonly ChatMessage[];
  /** Null: every run says the same. */
  prompts: PromptSource | null;
  load: LoadProfile;
  /** Null: one load. Else `load` is that of one of the levels. */
  levels: LevelTask | null;
  /** What a replay replays; null for other loads. */
  trace: string | null;
  /** Null: every run stands alone. Else the load counts conversations, and `prompts` are their first turns. */
  chats: ChatPlan | null;
  /** Of conversations where there are chats. */
  warmUpRuns: number;
  /** What is due before the one, and within the other of the planned end, is in no figure. */
  warmUpMs: number;
  coolDownMs: number;
  /** The share of runs that is broken off on purpose; null: none is. */
  cancellation: CancellationShare | null;
  slo: readonly Slo[];
  gates: Gates;
  timeouts: Timeouts;
  seed: number;
  threads: number;
  connections: "reused" | "fresh";
  graceMs: number | null;
  budget: Budget;
  /** Null: what a run costs is not known. */
  prices: TokenPrices | null;
};
