export { serveConformance } from "./conformance/serve-conformance.ts";
export type { ConformanceServer, ConformanceStream } from "./conformance/serve-conformance.ts";
export { monotonicNowMs } from "./monotonic-now-ms.ts";
export { Outcome, Script } from "./script.ts";
export type { SimulatorOptions } from "./simulator-options.ts";
export { startSimulator } from "./start-simulator.ts";
export type { Simulator } from "./start-simulator.ts";
export type { TruthLog } from "./truth-log.ts";
export type { LlmRequestRecord, TruthRecord, WriteRecord } from "./truth-record.ts";
