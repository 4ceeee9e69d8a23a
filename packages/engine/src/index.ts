export { realClock } from "./clock.ts";
export type { CancelTimer, Clock } from "./clock.ts";
export { PlanExecution } from "./execute-plan.ts";
export type { EngineEnd, ExecutionDeps, ExecutionOrder } from "./execute-plan.ts";
export { settleLostRun } from "./settle-lost-run.ts";
export type { LostRun, SettledRun } from "./settle-lost-run.ts";
export type { StopReason } from "./batch-scope.ts";
export type {
  AgentReader,
  Conclusion,
  ContentKind,
  EventMeaning,
  HttpAnswer,
  HttpHead,
  HttpRequest,
  JsonPath,
  JudgeGoal,
  OutputText,
  PreparedAgent,
  PreparedExchange,
  PreparedPlan,
  ProviderAdapter,
  ProviderEnding,
  ProviderFacts,
  RowReading,
  RunReader,
  Usage,
} from "./provider-adapter.ts";
export type { StreamEvent } from "./event-stream.ts";
export { encodeRequest, requestBlock } from "./encode-request.ts";
export { engineHealthOf } from "./engine-health-of.ts";
export { loadOriginOf } from "./load-origin-of.ts";
export { lowerPriority, openMeaning } from "./meaning/open-meaning.ts";
export type { EndedRun, MeaningOptions, NextTurn } from "./meaning/open-meaning.ts";
export { END_CODES } from "./measure/end-code.ts";
export type { EndCode } from "./measure/end-code.ts";
export { readSlab, SlabWriter } from "./measure/slab.ts";
export type { ReadBuffer, SlabRead, SlabVisitor, StartStamps } from "./measure/slab.ts";
export { serveMeaning } from "./measure/serve-meaning.ts";
export type { Meaning, MeaningOutlet } from "./measure/serve-meaning.ts";
export type {
  CancellationShare,
  Chats,
  LoadBegin,
  LoadEnd,
  LoadExecution,
  LoadHooks,
  LoadOrder,
  LoadOrigin,
  LoadProgress,
  MeaningEntry,
  MeaningRequest,
  RequestBlock,
  RequestFeed,
  ThreadHealth,
  UndiciTransport,
} from "./measure/load-order.ts";
export { startLoad } from "./measure/start-load.ts";
export { plannedEndMs } from "./measure/planned-end-ms.ts";
export { createSchedule } from "./measure/create-schedule.ts";
export { ResponseScanner } from "./http/response-scanner.ts";
export { calibrate } from "./calibration/calibrate.ts";
export type { Calibration, CalibrationLevel, CalibrationMode } from "./calibration/calibrate.ts";
export type { TokenCounter } from "./compose-result.ts";
export type { ChatMessage, Prompt, PromptSource } from "./prompts/prompt.ts";
export { chatPrompts } from "./chats/chat-prompts.ts";
export type { ChatPlan, ChatScript, Conversation } from "./chats/chat-script.ts";
export { chatPlanOf } from "./chats/chat-plan-of.ts";
export { chatsOf } from "./chats/chats-of.ts";
export { conversationOf } from "./chats/conversation-of.ts";
export { openNextTurn } from "./chats/open-next-turn.ts";
export { thinkMs } from "./chats/think-ms.ts";
export { wordsOfTurn } from "./chats/words-of-turn.ts";
export type { PromptForm } from "./prompts/prompt-form.ts";
export { requestOfRun } from "./prompts/request-of-run.ts";
export type { PromptPlan } from "./prompts/request-of-run.ts";
export { TIMESTAMP_UNITS } from "./prompts/trace.ts";
export type { TimestampUnit, Trace, TraceRequest } from "./prompts/trace.ts";
export { tracePrompt } from "./prompts/trace-prompt.ts";
export { syntheticPrompts } from "./prompts/synthetic-prompts.ts";
export type { SyntheticOptions } from "./prompts/synthetic-prompts.ts";
