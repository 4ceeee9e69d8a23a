import {
  Automation, Batch, BatchDetail, BatchPlan, BatchStatus, CreateAutomation, CreateBatch, CreateScenario, CreateTarget, DashboardKpis, Estimate,
  Fault, Goal, Health, KpiBlock, Origin, Phase, Problem, Rate, Run, RunEvent, RunStatus, RunSummary, Scenario, Target, TriggeredRun, UpdateAutomation, UpdateScenario, UpdateTarget,
} from "@tfbench/contracts";
import type { z } from "zod";
import { RerunBody } from "./bodies.ts";
import { AutomationPage, BatchPage, RunEventPage, RunPage, ScenarioPage, TargetPage } from "./pages.ts";

/** Schemas of what is sent to us, under the names they have in the document. */
export const SENT: Record<string, z.ZodType> = {
  CreateAutomation, UpdateAutomation, CreateScenario, UpdateScenario, CreateTarget, UpdateTarget, CreateBatch, RerunBody,
};

/** Schemas of what we answer. */
export const ANSWERED: Record<string, z.ZodType> = {
  Automation, AutomationPage, Batch, BatchDetail, BatchPage, BatchPlan, BatchStatus, DashboardKpis, Estimate, Fault, Goal, Health, KpiBlock,
  Origin, Phase, Problem, Rate, Run, RunEvent, RunEventPage, RunPage, RunStatus, RunSummary, Scenario, ScenarioPage, Target, TargetPage,
  TriggeredRun,
};
