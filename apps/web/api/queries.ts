import type { Client, KpiQuery, ScenarioReportQuery } from "@tfbench/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

type ListRuns = Parameters<Client["listRuns"]>[0];
type ListBatches = Parameters<Client["listBatches"]>[0];
type ListAuditLog = Parameters<Client["listAuditLog"]>[0];
type ListCatalogue = Parameters<Client["listAutomations"]>[0];

/**
 * Every read of the dashboard, defined once: the server fills the first paint with it and the browser keeps it fresh.
 * All keys of one noun begin with its name, so that a change can call them stale together.
 */
export const queries = {
  health: (api: Client) =>
    queryOptions({
      queryKey: ["health"],
      queryFn: ({ signal }) => api.getHealth({}, { signal }),
      refetchInterval: 10_000,
    }),

  kpis: (api: Client, input: KpiQuery) =>
    queryOptions({
      queryKey: ["kpis", input],
      queryFn: ({ signal }) => api.getDashboardKpis(input, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 10_000,
    }),

  runs: (api: Client, input: ListRuns) =>
    queryOptions({
      queryKey: ["runs", "list", input],
      queryFn: ({ signal }) => api.listRuns(input, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),

  runFacets: (api: Client, input: Parameters<Client["listRunFacets"]>[0]) =>
    queryOptions({
      queryKey: ["runs", "facets", input],
      queryFn: ({ signal }) => api.listRunFacets(input, { signal }),
      placeholderData: keepPreviousData,
      // Counting reads every run of the project once; what it says changes slowly.
      staleTime: 15_000,
    }),

  openRuns: (api: Client) =>
    queryOptions({
      queryKey: ["runs", "open"],
      queryFn: ({ signal }) => api.listOpenRuns({}, { signal }),
      refetchInterval: 2_000,
    }),

  run: (api: Client, id: number) =>
    queryOptions({ queryKey: ["runs", id], queryFn: ({ signal }) => api.getRun({ id }, { signal }) }),

  runChecks: (api: Client, id: number) =>
    queryOptions({
      queryKey: ["runs", id, "checks"],
      queryFn: ({ signal }) => api.getRunChecks({ id }, { signal }),
    }),

  runContext: (api: Client, id: number) =>
    queryOptions({
      queryKey: ["runs", id, "context"],
      queryFn: ({ signal }) => api.getRunContext({ id }, { signal }),
      staleTime: 60_000,
    }),

  batches: (api: Client, input: ListBatches) =>
    queryOptions({
      queryKey: ["batches", "list", input],
      queryFn: ({ signal }) => api.listBatches(input, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),

  batch: (api: Client, id: number) =>
    queryOptions({ queryKey: ["batches", id], queryFn: ({ signal }) => api.getBatch({ id }, { signal }) }),

  sweeps: (api: Client, input: Parameters<Client["listSweeps"]>[0]) =>
    queryOptions({
      queryKey: ["sweeps", "list", input],
      queryFn: ({ signal }) => api.listSweeps(input, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 5_000,
    }),

  sweep: (api: Client, id: number) =>
    queryOptions({
      queryKey: ["sweeps", id],
      queryFn: ({ signal }) => api.getSweep({ id }, { signal }),
      refetchInterval: ({ state }) => (state.data !== undefined && state.data.finished_at === null ? 2_000 : false),
    }),

  batchReport: (api: Client, id: number) =>
    queryOptions({
      queryKey: ["batches", id, "report"],
      queryFn: ({ signal }) => api.getBatchReport({ id }, { signal }),
      refetchInterval: ({ state }) => (state.data?.is_preliminary === true ? 2_000 : false),
    }),

  automation: (api: Client, id: number) =>
    queryOptions({ queryKey: ["automations", id], queryFn: ({ signal }) => api.getAutomation({ id }, { signal }) }),

  automations: (api: Client, input: ListCatalogue) =>
    queryOptions({
      queryKey: ["automations", input],
      queryFn: ({ signal }) => api.listAutomations(input, { signal }),
      placeholderData: keepPreviousData,
    }),

  scenario: (api: Client, id: number) =>
    queryOptions({ queryKey: ["scenarios", id], queryFn: ({ signal }) => api.getScenario({ id }, { signal }) }),

  scenarioReport: (api: Client, input: { id: number } & ScenarioReportQuery) =>
    queryOptions({
      queryKey: ["scenarios", input.id, "report", input],
      queryFn: ({ signal }) => api.getScenarioReport(input, { signal }),
      placeholderData: (before) => (before?.scenario_id === input.id ? before : undefined),
      refetchInterval: 15_000,
    }),

  scenarios: (api: Client, input: ListCatalogue) =>
    queryOptions({
      queryKey: ["scenarios", input],
      queryFn: ({ signal }) => api.listScenarios(input, { signal }),
      placeholderData: keepPreviousData,
      // How their newest batches go.
      refetchInterval: 5_000,
    }),

  preview: (api: Client, input: Parameters<Client["previewRun"]>[0]) =>
    queryOptions({
      queryKey: ["preview", input],
      queryFn: ({ signal }) => api.previewRun(input, { signal }),
      placeholderData: keepPreviousData,
    }),

  target: (api: Client, id: number) =>
    queryOptions({ queryKey: ["targets", id], queryFn: ({ signal }) => api.getTarget({ id }, { signal }) }),

  targets: (api: Client, input: ListCatalogue) =>
    queryOptions({
      queryKey: ["targets", input],
      queryFn: ({ signal }) => api.listTargets(input, { signal }),
      placeholderData: keepPreviousData,
    }),

  trends: (api: Client, input: KpiQuery) =>
    queryOptions({
      queryKey: ["trends", input],
      queryFn: ({ signal }) => api.getDashboardTrends(input, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: 30_000,
    }),

  system: (api: Client) =>
    queryOptions({
      queryKey: ["system"],
      queryFn: ({ signal }) => api.getSystem({}, { signal }),
      refetchInterval: 5_000,
    }),

  auditLog: (api: Client, input: ListAuditLog) =>
    queryOptions({
      queryKey: ["audit-log", input],
      queryFn: ({ signal }) => api.listAuditLog(input, { signal }),
      placeholderData: keepPreviousData,
    }),

  samples: (api: Client) =>
    queryOptions({ queryKey: ["samples"], queryFn: ({ signal }) => api.listSamples({}, { signal }) }),
};
