import type {
  AuditEntry,
  AuditFilter,
  Automation,
  Batch,
  BatchDetail,
  BatchFilter,
  BatchSort,
  BulkOutcome,
  CancelRuns,
  BatchReport,
  CreateAutomation,
  CreateBatch,
  CreateScenario,
  CreateSweep,
  CreateTarget,
  DashboardKpis,
  DashboardTrends,
  ExportFormat,
  Health,
  ImportedCatalogue,
  KpiFilter,
  LoadedSamples,
  Page,
  PreviewRun,
  RemovedSamples,
  RemoveSamples,
  RerunOutcome,
  RerunRuns,
  OpenRuns,
  Run,
  RunChecks,
  RunContext,
  RunEvent,
  RunFacets,
  RunFilter,
  RunIds,
  RunPreview,
  RunPage,
  RunSort,
  RunSummary,
  SampleShape,
  Samples,
  ListedScenario,
  Scenario,
  ScenarioReport,
  ScenarioReportFilter,
  Sweep,
  SweepSummary,
  System,
  SetVerdict,
  TagRuns,
  Target,
  TargetTest,
  TriggeredRun,
  UpdateAutomation,
  UpdateScenario,
  UpdateTarget,
} from "@tfbench/contracts";
import type { z } from "zod";
import { openTransport } from "./transport.ts";
import type { CallOptions, ClientConfig } from "./transport.ts";

type ById = { id: number };
type PageQuery = { cursor?: string; limit?: number };
/** `exclude` when left out. */
type CatalogueQuery = PageQuery & { search?: string; archived?: "exclude" | "include" | "only" };
/** Makes a repeated call safe: the same key with the same body answers with the same batch. */
type Idempotent = { idempotency_key?: string };
type Confirmation = { confirm?: boolean; confirm_above_usd?: number };
export type TriggerInput = z.input<typeof CreateBatch> & Idempotent;
/** `columns` with commas between them; all when left out. `tz` is UTC when left out. */
export type ExportQuery = RunFilter & {
  sort?: RunSort;
  format: ExportFormat;
  columns?: string;
  tz?: string;
};
export type ScenarioReportQuery = z.input<typeof ScenarioReportFilter>;
export type KpiQuery = z.input<typeof KpiFilter>;

/** Messages of a run's stream: its events in order, and the run whenever its status changed. Ends after the final status. */
export type RunMessage = { event: "run_event"; data: RunEvent } | { event: "run"; data: RunSummary };
export type BatchMessage = { event: "batch"; data: Batch };

type Verb<Input, Output> = (input: Input, options?: CallOptions) => Promise<Output>;
type Stream<Input, Message> = (input: Input, options?: CallOptions) => AsyncIterable<Message>;

/** One function per API operation, named by its operationId. Every function throws ApiProblem. */
export type Client = {
  getHealth: (input?: Record<string, never>, options?: CallOptions) => Promise<Health>;
  createAutomation: Verb<z.input<typeof CreateAutomation>, Automation>;
  listAutomations: Verb<CatalogueQuery, Page<Automation>>;
  getAutomation: Verb<ById, Automation>;
  updateAutomation: Verb<ById & z.input<typeof UpdateAutomation>, Automation>;
  deleteAutomation: Verb<ById, void>;
  createScenario: Verb<z.input<typeof CreateScenario>, Scenario>;
  listScenarios: Verb<CatalogueQuery & { automation_id?: number; target_id?: number }, Page<ListedScenario>>;
  getScenario: Verb<ById, Scenario>;
  updateScenario: Verb<ById & z.input<typeof UpdateScenario>, Scenario>;
  deleteScenario: Verb<ById, void>;
  getScenarioReport: Verb<ById & ScenarioReportQuery, ScenarioReport>;
  createTarget: Verb<z.input<typeof CreateTarget>, Target>;
  listTargets: Verb<CatalogueQuery, Page<Target>>;
  getTarget: Verb<ById, Target>;
  updateTarget: Verb<ById & z.input<typeof UpdateTarget>, Target>;
  deleteTarget: Verb<ById, void>;
  testTarget: Verb<ById, TargetTest>;
  testTargetDraft: Verb<z.input<typeof CreateTarget>, TargetTest>;
  triggerRun: Verb<TriggerInput, TriggeredRun>;
  previewRun: Verb<z.input<typeof PreviewRun>, RunPreview>;
  listRuns: Verb<RunFilter & PageQuery & { sort?: RunSort }, RunPage>;
  listRunFacets: Verb<RunFilter, RunFacets>;
  listRunIds: Verb<RunFilter, RunIds>;
  listOpenRuns: Verb<object, OpenRuns>;
  /** The file as it comes; `X-Total-Count` says how many runs it will hold. */
  exportRuns: Verb<ExportQuery, Response>;
  cancelRuns: Verb<z.input<typeof CancelRuns>, BulkOutcome>;
  rerunRuns: Verb<z.input<typeof RerunRuns> & Idempotent, RerunOutcome>;
  tagRuns: Verb<z.input<typeof TagRuns>, BulkOutcome>;
  getRun: Verb<ById, Run>;
  getRunChecks: Verb<ById, RunChecks>;
  getRunContext: Verb<ById, RunContext>;
  cancelRun: Verb<ById, RunSummary>;
  rerunRun: Verb<ById & Confirmation & Idempotent, TriggeredRun>;
  setRunVerdict: Verb<ById & SetVerdict, RunSummary>;
  clearRunVerdict: Verb<ById, void>;
  listRunEvents: Verb<ById & PageQuery, Page<RunEvent>>;
  streamRun: Stream<ById & { last_event_id?: number }, RunMessage>;
  createBatch: Verb<TriggerInput, Batch>;
  listBatches: Verb<BatchFilter & PageQuery & { sort?: BatchSort }, Page<Batch>>;
  getBatch: Verb<ById, BatchDetail>;
  getBatchReport: Verb<ById, BatchReport>;
  cancelBatch: Verb<ById, Batch>;
  streamBatch: Stream<ById, BatchMessage>;
  createSweep: Verb<z.input<typeof CreateSweep> & Idempotent, Sweep>;
  listSweeps: Verb<PageQuery, Page<SweepSummary>>;
  getSweep: Verb<ById, Sweep>;
  cancelSweep: Verb<ById, Sweep>;
  /** The file itself, as YAML. Ids name what to export; none means everything in use. */
  exportCatalogue: Verb<{ automation_id?: number[]; scenario_id?: number[]; target_id?: number[] }, string>;
  importCatalogue: Verb<{ yaml: string; dry_run?: boolean }, ImportedCatalogue>;
  listSamples: (input?: Record<string, never>, options?: CallOptions) => Promise<Samples>;
  loadSamples: Verb<{ shape: SampleShape }, LoadedSamples>;
  /** About `limit` runs a call; called again while runs remain. */
  removeSamples: Verb<z.input<typeof RemoveSamples>, RemovedSamples>;
  getDashboardKpis: Verb<KpiQuery, DashboardKpis>;
  getDashboardTrends: Verb<KpiQuery, DashboardTrends>;
  getSystem: (input?: Record<string, never>, options?: CallOptions) => Promise<System>;
  listAuditLog: Verb<AuditFilter & PageQuery, Page<AuditEntry>>;
};

/** A client for the API at `base_url`; runs in Node and in a browser. */
export function createClient(config: ClientConfig): Client {
  const { call, stream, download } = openTransport(config);
  return {
    getHealth: (input, options) => call("getHealth", input ?? {}, options),
    createAutomation: (input, options) => call("createAutomation", input, options),
    listAutomations: (input, options) => call("listAutomations", input, options),
    getAutomation: (input, options) => call("getAutomation", input, options),
    updateAutomation: (input, options) => call("updateAutomation", input, options),
    deleteAutomation: (input, options) => call("deleteAutomation", input, options),
    createScenario: (input, options) => call("createScenario", input, options),
    listScenarios: (input, options) => call("listScenarios", input, options),
    getScenario: (input, options) => call("getScenario", input, options),
    updateScenario: (input, options) => call("updateScenario", input, options),
    deleteScenario: (input, options) => call("deleteScenario", input, options),
    getScenarioReport: (input, options) => call("getScenarioReport", input, options),
    createTarget: (input, options) => call("createTarget", input, options),
    listTargets: (input, options) => call("listTargets", input, options),
    getTarget: (input, options) => call("getTarget", input, options),
    updateTarget: (input, options) => call("updateTarget", input, options),
    deleteTarget: (input, options) => call("deleteTarget", input, options),
    testTarget: (input, options) => call("testTarget", input, options),
    testTargetDraft: (input, options) => call("testTargetDraft", input, options),
    triggerRun: (input, options) => call("triggerRun", input, options),
    previewRun: (input, options) => call("previewRun", input, options),
    listRuns: (input, options) => call("listRuns", input, options),
    listOpenRuns: (input, options) => call("listOpenRuns", input, options),
    listRunFacets: (input, options) => call("listRunFacets", input, options),
    listRunIds: (input, options) => call("listRunIds", input, options),
    exportRuns: (input, options) => download("exportRuns", input, options),
    cancelRuns: (input, options) => call("cancelRuns", input, options),
    rerunRuns: (input, options) => call("rerunRuns", input, options),
    tagRuns: (input, options) => call("tagRuns", input, options),
    getRun: (input, options) => call("getRun", input, options),
    getRunChecks: (input, options) => call("getRunChecks", input, options),
    getRunContext: (input, options) => call("getRunContext", input, options),
    cancelRun: (input, options) => call("cancelRun", input, options),
    rerunRun: (input, options) => call("rerunRun", input, options),
    setRunVerdict: (input, options) => call("setRunVerdict", input, options),
    clearRunVerdict: (input, options) => call("clearRunVerdict", input, options),
    listRunEvents: (input, options) => call("listRunEvents", input, options),
    streamRun: (input, options) => stream<RunMessage>("streamRun", input, options),
    createBatch: (input, options) => call("createBatch", input, options),
    listBatches: (input, options) => call("listBatches", input, options),
    getBatch: (input, options) => call("getBatch", input, options),
    getBatchReport: (input, options) => call("getBatchReport", input, options),
    cancelBatch: (input, options) => call("cancelBatch", input, options),
    streamBatch: (input, options) => stream<BatchMessage>("streamBatch", input, options),
    createSweep: (input, options) => call("createSweep", input, options),
    listSweeps: (input, options) => call("listSweeps", input, options),
    getSweep: (input, options) => call("getSweep", input, options),
    cancelSweep: (input, options) => call("cancelSweep", input, options),
    exportCatalogue: async (input, options) => (await download("exportCatalogue", input, options)).text(),
    importCatalogue: (input, options) => call("importCatalogue", input, options),
    listSamples: (input, options) => call("listSamples", input ?? {}, options),
    loadSamples: (input, options) => call("loadSamples", input, options),
    removeSamples: (input, options) => call("removeSamples", input, options),
    getDashboardKpis: (input, options) => call("getDashboardKpis", input, options),
    getDashboardTrends: (input, options) => call("getDashboardTrends", input, options),
    getSystem: (input, options) => call("getSystem", input ?? {}, options),
    listAuditLog: (input, options) => call("listAuditLog", input, options),
  };
}
