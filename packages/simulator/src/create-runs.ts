import { randomUUID } from "node:crypto";
import { ApiError, invalidInput } from "./api-error.ts";
import type { CreateRunBody } from "./create-run-body.ts";
import { findCreationFault } from "./creation-fault.ts";
import type { FaultAnswer } from "./creation-fault.ts";
import { findRefusal } from "./creation-refusal.ts";
import type { Exchange } from "./exchange.ts";
import { monotonicNowMs } from "./monotonic-now-ms.ts";
import { readScript } from "./read-script.ts";
import { createRunPlan } from "./run-plan.ts";
import type { CreationEndpoint, Run } from "./run.ts";
import type { Script } from "./script.ts";

export type Creation = { fault: FaultAnswer; delayMs: number } | { fault: null; delayMs: number; runs: Run[] };

export interface CreateRunsInput {
  endpoint: CreationEndpoint;
  bodies: readonly CreateRunBody[];
}

/** All or nothing: makes every run, or answers a fault, or throws. The runs are stored but not yet submitted. */
export function createRuns(exchange: Exchange, { endpoint, bodies }: CreateRunsInput): Creation {
  const { options, attempts, slots } = exchange.state;
  const drafts = bodies.map((body, index) => {
    const pathToGoal = endpoint === "run-batch" ? ["runs", index, "goal"] : ["goal"];
    return { body, script: scriptOf(body, pathToGoal) };
  });
  const delayMs = Math.max(...drafts.map(({ script }) => script?.header_delay_ms ?? 0));

  for (const { body, script } of drafts) {
    const refusal = findRefusal(body, options);
    if (refusal) throw refusal;
    const fault = script && findCreationFault(script, attempts.add(body.goal));
    if (fault) return { fault, delayMs };
  }
  if (options.concurrency.mode === "reject" && !slots.hasRoomFor(exchange.account, drafts.length)) {
    const message = "The account already has as many runs as it may have at once.";
    throw new ApiError({ status: 429, code: "RATE_LIMIT_EXCEEDED", message });
  }
  return {
    fault: null,
    delayMs,
    runs: drafts.map(({ body, script }) => createRun(exchange, { endpoint, body, script })),
  };
}

function scriptOf(body: CreateRunBody, pathToGoal: (string | number)[]): Script | null {
  const read = readScript(body.goal);
  if (!read.found) return null;
  if ("script" in read) return read.script;
  const issues = read.issues.map((issue) => ({ ...issue, path: [...pathToGoal, ...issue.path] }));
  const [first] = issues;
  throw invalidInput(`The script in the goal is invalid: ${first?.path.join(".")}: ${first?.message}`, issues);
}

interface RunDraft {
  endpoint: CreationEndpoint;
  body: CreateRunBody;
  script: Script | null;
}

function createRun({ state, account, origin, request }: Exchange, { endpoint, body, script }: RunDraft): Run {
  const runId = randomUUID();
  const creationIndex = state.nextCreationIndex++;
  const run: Run = {
    runId,
    account,
    endpoint,
    request: body,
    plan: createRunPlan({ script, options: state.options, request: body, creationIndex }),
    creationIndex,
    createdAtMs: Date.now(),
    streamingUrl: `${origin}/view/${runId}`,
    status: "PENDING",
    startedAtMs: null,
    finishedAtMs: null,
    isLiveViewOpen: false,
    stepTimesMs: [],
    ending: null,
    listener: null,
    lookups: 0,
    cancels: 0,
  };
  state.store.add(run);
  const created = { request, run_id: runId, endpoint, creation_index: creationIndex };
  state.truth.add({
    record: "run_created",
    ...created,
    goal_creations: state.creations.add(body.goal),
    at_ms: monotonicNowMs(),
  });
  return run;
}
