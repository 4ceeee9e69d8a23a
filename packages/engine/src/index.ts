export { realClock } from "./clock.ts";
export type { CancelTimer, Clock } from "./clock.ts";
export { PlanExecution } from "./execute-plan.ts";
export type { EngineEnd, ExecutionDeps, ExecutionOrder } from "./execute-plan.ts";
export { settleLostRun } from "./settle-lost-run.ts";
export type { LostRun, SettledRun } from "./settle-lost-run.ts";
export type { StopReason } from "./batch-scope.ts";
export type {
  Conclusion,
  EventMeaning,
  HttpAnswer,
  HttpHead,
  HttpRequest,
  JudgeGoal,
  PreparedPlan,
  ProviderAdapter,
  ProviderEnding,
  ProviderFacts,
  RowReading,
  RunReader,
} from "./provider-adapter.ts";
export type { StreamEvent } from "./event-stream.ts";
