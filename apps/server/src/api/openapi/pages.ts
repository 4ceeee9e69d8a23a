import {
  AuditEntry,
  Automation,
  Batch,
  ListedScenario,
  pageOf,
  RunEvent,
  SweepSummary,
  Target,
} from "@tfbench/contracts";

export const AuditPage = pageOf(AuditEntry);
export const AutomationPage = pageOf(Automation);
export const ScenarioPage = pageOf(ListedScenario);
export const TargetPage = pageOf(Target);
export const RunEventPage = pageOf(RunEvent);
export const BatchPage = pageOf(Batch);
export const SweepPage = pageOf(SweepSummary);
