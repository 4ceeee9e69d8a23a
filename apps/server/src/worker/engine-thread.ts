import { parentPort, type MessagePort } from "node:worker_threads";
import { judgeGoal } from "@tfbench/checks";
import { AppError, type EngineRecord } from "@tfbench/contracts";
import { PlanExecution, realClock, settleLostRun } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { HostMessage, OrderFault, ThreadMessage } from "./engine-message.ts";
import { warmUpEngine } from "./warm-up-engine.ts";

/** Records on their way to the host, in all executions together. More than this and the batch fails loudly. */
const MAX_UNTAKEN_BYTES = 256 * 1024 * 1024;
const RECORD_BYTES = 1_024;

const executions = new Map<number, PlanExecution>();
let untakenBytes = 0;

if (!parentPort) throw new Error("The engine's entry runs as a worker thread.");
const host: MessagePort = parentPort;
const send = (message: ThreadMessage): void => host.postMessage(message);

await warmUpEngine();
// Orders that came during the warm-up wait in the port until now.
host.on("message", (message: HostMessage) => obey(message));

function obey(message: HostMessage): void {
  switch (message.type) {
    case "execute":
      return execute(message);
    case "settle":
      return settle(message);
    case "cancel_run":
      return executions.get(message.order)?.cancelRun(message.run_id);
    case "cancel_all":
      return executions.get(message.order)?.cancelAll();
    case "start_no_more":
      return executions.get(message.order)?.startNoMore(message.reason);
    case "stop":
      return executions.get(message.order)?.stop(message.reason);
    case "taken":
      untakenBytes -= message.weightBytes;
  }
}

function execute({ order, execution: plan }: Extract<HostMessage, { type: "execute" }>): void {
  try {
    const execution = new PlanExecution(plan, {
      adapter: adapterOf(plan.plan.provider),
      judge: judgeGoal,
      clock: realClock,
      emit: (records) => emit(order, records),
    });
    executions.set(order, execution);
    void execution.done
      .then((end) => send({ type: "ended", order, end }))
      .catch((error: unknown) => send({ type: "failed", order, fault: faultOf(error) }))
      .finally(() => executions.delete(order));
  } catch (error) {
    send({ type: "failed", order, fault: faultOf(error) });
  }
}

function settle({ order, lost }: Extract<HostMessage, { type: "settle" }>): void {
  settleLostRun(lost, { adapter: adapterOf(lost.plan.provider), clock: realClock })
    .then((settled) => send({ type: "settled", order, settled }))
    .catch((error: unknown) => send({ type: "failed", order, fault: faultOf(error) }));
}

function emit(order: number, records: EngineRecord[]): void {
  const weightBytes = records.reduce((sum, record) => sum + weightOf(record), 0);
  untakenBytes += weightBytes;
  send({ type: "records", order, records, weightBytes });
  if (untakenBytes <= MAX_UNTAKEN_BYTES) return;
  const error = "The records of the batch came faster than they could be stored; the batch was broken off.";
  executions.get(order)?.stop({ by: "us", reason_code: "buffer_full", error });
}

function weightOf(record: EngineRecord): number {
  if (record.kind !== "events") return RECORD_BYTES;
  return record.events.reduce((sum, event) => sum + event.bytes, RECORD_BYTES);
}

function faultOf(error: unknown): OrderFault {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof AppError) {
    return {
      reason_code: "invalid_plan",
      error: `${error.message}${error.hint === null ? "" : ` ${error.hint}`}`,
      detail,
    };
  }
  return {
    reason_code: "engine_fault",
    error: "The engine failed while it executed the batch; the server's log says why.",
    detail,
  };
}
