import { AuditEntry, Automation, Batch, pageOf, RunEvent, Scenario, SweepSummary, Target } from "@tfbench/contracts";

export const AuditPage = pageOf(AuditEntry);
export const AutomationPage = pageOf(Automation);
export const ScenarioPage = pageOf(Scenario);
export const TargetPage = pageOf(Target);
export const RunEventPage = pageOf(RunEvent);
export const BatchPage = pageOf(Batch);
export const SweepPage = pageOf(SweepSummary);
