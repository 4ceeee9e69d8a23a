export { AppError, ERROR_CODES, unreachable } from "./error.ts";
export type { AppErrorOptions, ErrorCode, FieldProblem } from "./error.ts";
export { fieldProblems } from "./field-problems.ts";
export { jsonSchemaOf } from "./json-schema.ts";
export type { JsonSchema } from "./json-schema.ts";
export { Problem } from "./problem.ts";
export { Description, Id, Inputs, Instant, JsonObject, JsonValue, Labels, Name, Tag, text } from "./text.ts";
export {
  BatchStatus,
  CancelledBy,
  Fault,
  Goal,
  Origin,
  Phase,
  RunStatus,
  canMoveBatch,
  isFinalBatchStatus,
  isFinalRunStatus,
} from "./status.ts";
export {
  CreateTarget,
  Limits,
  Prices,
  Provider,
  Target,
  TimeoutOverrides,
  Timeouts,
  UpdateTarget,
  VersionedPrices,
} from "./target.ts";
export { Automation, CreateAutomation, UpdateAutomation } from "./automation.ts";
export { TinyfishRequest } from "./tinyfish-request.ts";
export { OpenaiRequest } from "./openai-request.ts";
export { AnthropicRequest } from "./anthropic-request.ts";
export { HttpSseRequest } from "./http-sse-request.ts";
export type { HttpSseMatcher } from "./http-sse-request.ts";
export { HIDDEN, hideInputs, hideSecrets } from "./hide-secrets.ts";
export { SecretReference } from "./secret-reference.ts";
export { ChatConversation, ScenarioChats } from "./chat-conversation.ts";
export { parseConversations } from "./parse-conversations.ts";
export type { ConversationProblem, ParsedConversations } from "./parse-conversations.ts";
export { LoadPart, PartOfLoad } from "./load-part.ts";
export { LoadTrace, TraceText } from "./load-trace.ts";
export { SearchOrder, SearchLoad, SweepSearch, TriedLevel } from "./sweep-search.ts";
export type { SearchState } from "./sweep-search.ts";
export { CreateSweep, LevelState, Sweep, SweepAxis, SweepLevel, SweepSummary } from "./sweep.ts";
export { BatchPrompts, PromptSettings } from "./prompt-settings.ts";
export { ListedScenario } from "./listed-scenario.ts";
export { CreateScenario, RunSettings, Scenario, UpdateScenario } from "./scenario.ts";
export { PreviewRun, RunPreview } from "./preview.ts";
export { LoadedSamples, RemovedSamples, RemoveSamples, SampleFacts, Samples, SampleShape } from "./sample.ts";
export { TargetTest, TargetTestStep } from "./target-test.ts";
export { CatalogueDocument, ImportedCatalogue } from "./catalogue.ts";
export type { CatalogueProblem, CatalogueScenario, ImportedRow } from "./catalogue.ts";
export { ClosedLoad, LoadProfile, MOST_RUNS_OF_BATCH } from "./load-profile.ts";
export { Budget } from "./budget.ts";
export { AskedCancellation, RangeMs } from "./cancellation.ts";
export { BatchPlan } from "./plan.ts";
export { RunEvent } from "./event.ts";
export { InterTokenStats, Run, RunSummary, SetVerdict, Stamps, Verdict, VerdictStand } from "./run.ts";
export { BulkOutcome, CancelRuns, MOST_TAGS, RerunOutcome, RerunRuns, TagRuns, SkipReason } from "./run-bulk.ts";
export type { SkippedRun } from "./run-bulk.ts";
export { ExportFormat, RunColumn } from "./run-export.ts";
export { RunFacets } from "./run-facets.ts";
export { RunIds } from "./run-ids.ts";
export { Batch, BatchDetail, CreateBatch, RunCounts, TriggeredRun } from "./batch.ts";
export { Estimate, Percentiles, Rate } from "./estimate.ts";
export { KpiBlock } from "./kpi-block.ts";
export { DashboardKpis, KpiFilter, KpiPeriod, LatencyPoint, LatencySeries, Measured, Period } from "./kpi.ts";
export { pageOf } from "./page.ts";
export type { Page } from "./page.ts";
export { Health, LiveKind } from "./health.ts";
export { BatchFilter, BatchSort, parseRunSort, RunFilter, RunPage, RunSort, RunSortKey } from "./list-query.ts";
export type { RunOrdering } from "./list-query.ts";
export { RunResult } from "./run-record.ts";
export type { EngineRecord, RunOrder } from "./run-record.ts";
export {
  ChatSettings,
  RECORD_FILE_VERSION,
  RecordFileBatch,
  RecordFileEnd,
  RecordFileLine,
  RecordFileRun,
} from "./record-file.ts";
export type { JobName, JobPayloads } from "./job.ts";
export type { LiveNotice } from "./live.ts";
export { Change, ChangeEstimate, ChangeVerdict } from "./change.ts";
export { HistoryFinding, HistoryLine } from "./scenario-history.ts";
export {
  DashboardTrends,
  Finding,
  FindingKind,
  OutcomeStep,
  SloBreach,
  SparkPoint,
  TrendTile,
} from "./dashboard-trends.ts";
export { Distribution, EcdfPoint } from "./distribution.ts";
export { OpenRun, OpenRuns } from "./open-run.ts";
export { CheckResult, RunChecks } from "./run-checks.ts";
export { RunContext, RunRank } from "./run-context.ts";
export { AuditEntry, AuditFilter } from "./audit.ts";
export { System, SystemCheck } from "./system.ts";
export {
  DefinitionEvent,
  FailureGroup,
  HeatCell,
  RepeatedSuccess,
  ScenarioReport,
  ScenarioReportFilter,
  TrendPoint,
} from "./scenario-report.ts";
export { BatchReport, BatchValidity, Box, CaseReport, OrderPoint, ThroughputStep } from "./batch-report.ts";
export { ServerBooks, ServerBooksFigure } from "./server-books.ts";
export { BatchLoadReport, LoadMetric, LoadPercentile, LoadReport, Slo, Validity } from "./load-report.ts";
export { EngineHealth } from "./engine-health.ts";
export { isRunMetric, RUN_METRIC_UNITS } from "./run-metric.ts";
export type { RunMetric } from "./run-metric.ts";
export { parseSlo } from "./parse-slo.ts";
export { parseThreshold } from "./parse-threshold.ts";
export type { GoodRun, Threshold } from "./threshold.ts";
export { parseScenarioSlo, parseSlos, ScenarioSlos } from "./scenario-slo.ts";
export type { ParsedSlos, ScenarioSlo } from "./scenario-slo.ts";
export { SloReport, SloVerdict } from "./slo-report.ts";
