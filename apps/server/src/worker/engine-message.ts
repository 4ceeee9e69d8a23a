import type { EngineRecord } from "@tfbench/contracts";
import type { EngineEnd, ExecutionOrder, LostRun, SettledRun, StopReason } from "@tfbench/engine";

/** Why an order could not be carried out. `detail` is for the log only. */
export type OrderFault = { reason_code: string; error: string; detail: string };

/** Why a batch starts no more of its runs. */
export type NoMore = { reason_code: string; error: string };

/** From the host to the engine's thread. `order` numbers the orders of one host. */
export type HostMessage =
  | { type: "execute"; order: number; execution: ExecutionOrder }
  | { type: "settle"; order: number; lost: LostRun }
  | { type: "cancel_run"; order: number; run_id: number }
  | { type: "cancel_all"; order: number }
  | { type: "start_no_more"; order: number; reason: NoMore }
  | { type: "stop"; order: number; reason: Extract<StopReason, { by: "us" }> }
  /** Records of this weight have been handed on. */
  | { type: "taken"; order: number; weightBytes: number };

/** From the engine's thread to the host. */
export type ThreadMessage =
  | { type: "records"; order: number; records: EngineRecord[]; weightBytes: number }
  | { type: "ended"; order: number; end: EngineEnd }
  | { type: "settled"; order: number; settled: SettledRun }
  | { type: "failed"; order: number; fault: OrderFault };
