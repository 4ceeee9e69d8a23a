import { automations, scenarios, targets } from "@tfbench/store";
import type { AutomationRow } from "@tfbench/store";
import type { Scenario, Target } from "@tfbench/contracts";
import { showAutomation } from "../automations/read-automation.ts";
import type { Context } from "../context.ts";
import { notFound } from "../not-found.ts";
import { readAll } from "./read-all.ts";
import { automationEntry, scenarioEntry, targetEntry, writeCatalogue } from "./write-entries.ts";
import type { WrittenCatalogue } from "./write-entries.ts";

/** Ids of what to export; nothing named means everything in use. */
export type ExportChoice = {
  automation_id?: readonly number[] | undefined;
  scenario_id?: readonly number[] | undefined;
  target_id?: readonly number[] | undefined;
};

/** What was chosen, with what chosen scenarios need; names stand for ids, and there is no secret in it. */
export async function exportCatalogue(ctx: Context, choice: ExportChoice): Promise<WrittenCatalogue> {
  const { db, project_id } = ctx;
  const all = {
    automations: await readAll(project_id, (page) => automations.list(db, page)),
    scenarios: await readAll(project_id, (page) =>
      scenarios.list(db, { ...page, automation_id: null, target_id: null }),
    ),
    targets: await readAll(project_id, (page) => targets.list(db, page)),
  };
  const isWhole = [choice.automation_id, choice.scenario_id, choice.target_id].every((ids) => ids === undefined);
  const chosen = isWhole ? all : choose(all, choice);
  return writeCatalogue({
    // The server keeps these itself; scenarios name them.
    targets: chosen.targets.filter(({ builtin }) => builtin === null).map(targetEntry),
    automations: chosen.automations.map((row) => automationEntry(showAutomation(row))),
    scenarios: chosen.scenarios.map(scenarioEntry),
  });
}

type Rows = { automations: AutomationRow[]; scenarios: Scenario[]; targets: Target[] };

function choose(all: Rows, choice: ExportChoice): Rows {
  const scenarios = pick("Scenario", all.scenarios, choice.scenario_id);
  const needed = {
    automations: new Set([...scenarios.map(({ automation_id }) => automation_id), ...(choice.automation_id ?? [])]),
    targets: new Set([...scenarios.map(({ target_id }) => target_id), ...(choice.target_id ?? [])]),
  };
  pick("Automation", all.automations, choice.automation_id);
  pick("Target", all.targets, choice.target_id);
  return {
    automations: all.automations.filter(({ id }) => needed.automations.has(id)),
    scenarios,
    targets: all.targets.filter(({ id }) => needed.targets.has(id)),
  };
}

function pick<Row extends { id: number }>(noun: string, rows: Row[], ids: readonly number[] = []): Row[] {
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) throw notFound(noun, missing, `query.${noun.toLowerCase()}_id`);
  return rows.filter(({ id }) => ids.includes(id));
}
