import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { once } from "node:events";
import type { Socket } from "node:net";
import { z } from "zod";
import { answerRequest } from "./answer-request.ts";
import { createDueQueue } from "./due-queue.ts";
import type { SimulatorState } from "./exchange.ts";
import { createGoalCounts } from "./goal-counts.ts";
import { createLlmState } from "./llm/create-llm-state.ts";
import { keepLlmTruth } from "./llm/keep-llm-truth.ts";
import { createRunScheduler } from "./run-scheduler.ts";
import { createRunStore } from "./run-store.ts";
import { stepCount } from "./run.ts";
import { SimulatorOptions } from "./simulator-options.ts";
import type { ResolvedOptions } from "./simulator-options.ts";
import { createSlots } from "./slots.ts";
import type { LlmRequestRecord } from "./truth-record.ts";
import { openTruthLog } from "./truth-log.ts";
import type { TruthLog } from "./truth-log.ts";
import { createWallet } from "./wallet.ts";
import { createWebhooks } from "./webhooks.ts";

export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly truth: TruthLog;
  /** How many runs with this goal were made. */
  creationsOf(goal: string): number;
  /** The ground truth of the requests to LLM endpoints, in the order they came. */
  llmRequests(): LlmRequestRecord[];
  /** Breaks every open connection and writes what is left of the ground truth. A second call does nothing more. */
  close(): Promise<void>;
}

const LISTEN_BACKLOG = 4096;
const KEEP_ALIVE_MS = 65_000;

/** Rejects when an option is invalid, the address is taken, or the ground-truth log cannot be opened. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const resolved = parseOptions(options);
  const truth = await openTruthLog({ path: resolved.truth_log_path, memoryRecords: resolved.truth_memory_records });
  const { state, dispose } = createState(resolved, truth);
  let requests = 0;
  const server = createServer({ noDelay: true, keepAlive: true }, (req: IncomingMessage, res: ServerResponse) =>
    answerRequest(state, { req, res, request: ++requests }),
  );
  server.on("connection", (socket: Socket) => state.llm.stamps.watch(socket));
  server.keepAliveTimeout = KEEP_ALIVE_MS;

  let closing: Promise<void> | null = null;
  const close = () => (closing ??= closeAll(server, dispose, truth));
  const port = await listen(server, resolved).catch(async (cause: unknown) => {
    await close();
    throw cause;
  });
  const host = resolved.host.includes(":") ? `[${resolved.host}]` : resolved.host;
  return {
    url: `http://${host}:${port}`,
    port,
    truth,
    creationsOf: (goal) => state.creations.get(goal),
    llmRequests: () => state.llm.truth.records(),
    close,
  };
}

function parseOptions(options: SimulatorOptions): ResolvedOptions {
  const parsed = SimulatorOptions.safeParse(options);
  if (!parsed.success) throw new TypeError(`Invalid simulator options. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function createState(options: ResolvedOptions, truth: TruthLog): { state: SimulatorState; dispose: () => void } {
  const dueQueue = createDueQueue();
  const store = createRunStore(options.finished_runs_kept);
  const slots = createSlots(options.concurrency.limit);
  const wallet = options.wallet === "legacy" ? null : createWallet(options.wallet);
  const webhooks = createWebhooks(truth, options.webhook_retry_delays_ms);
  const scheduler = createRunScheduler({
    dueQueue,
    slots,
    truth,
    onFinished(run) {
      wallet?.charge(run.account, stepCount(run));
      store.noteFinished(run);
      webhooks.deliver(run);
    },
  });
  const llm = createLlmState(llmOptions(options), { isTruthTaken: options.truth_log_path !== null });
  const finishLlmTruth = keepLlmTruth(llm.truth, truth);
  const counts = { attempts: createGoalCounts(), creations: createGoalCounts() };
  const state = {
    options,
    dueQueue,
    truth,
    store,
    slots,
    scheduler,
    wallet,
    llm,
    ...counts,
    nextCreationIndex: 0,
    frozenUntilMs: -Infinity,
  };
  const dispose = () => {
    dueQueue.close();
    llm.pacer.close();
    finishLlmTruth();
    webhooks.close();
  };
  return { state, dispose };
}

function llmOptions({ llm, zero_delay }: ResolvedOptions): ResolvedOptions["llm"] {
  return zero_delay ? { ...llm, ttft_ms: [0, 0], gap_ms: 0 } : llm;
}

async function listen(server: Server, { host, port }: ResolvedOptions): Promise<number> {
  server.listen({ host, port, backlog: LISTEN_BACKLOG });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A listening TCP server has an address.");
  return address.port;
}

async function closeAll(server: Server, dispose: () => void, truth: TruthLog): Promise<void> {
  dispose();
  if (server.listening) {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }
  await truth.close();
}
