export { ApiProblem } from "./api-problem.ts";
export { createClient } from "./client.ts";
export type { BatchMessage, Client, KpiQuery, ScenarioReportQuery, RunMessage, TriggerInput } from "./client.ts";
export { OPERATIONS } from "./operations.ts";
export type { OperationId } from "./operations.ts";
export type { CallOptions, ClientConfig } from "./transport.ts";
