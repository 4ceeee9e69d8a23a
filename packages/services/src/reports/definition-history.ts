import type { AuditEntry, DefinitionEvent, Origin, Scenario } from "@tfbench/contracts";
import { reportBatches } from "@tfbench/store";
import type { Context } from "../context.ts";
import { changedFields } from "./changed-fields.ts";

const MOST_EVENTS = 50;

/**
 * What was changed about a scenario and from which batch on it was measured: edits of the scenario, its automation and
 * its target, and the first batch of each plan that differs from the one before. The newest first.
 */
export async function definitionHistory(
  ctx: Context,
  scenario: Pick<Scenario, "id" | "automation_id" | "target_id">,
  origin: Origin,
): Promise<DefinitionEvent[]> {
  const { db, project_id } = ctx;
  const rows = [
    { noun: "scenario", id: scenario.id },
    { noun: "automation", id: scenario.automation_id },
    ...(scenario.target_id === null ? [] : [{ noun: "target", id: scenario.target_id }]),
  ];
  const edits = await reportBatches.audit(db, { project_id, rows, limit: MOST_EVENTS });
  const measured = await measuredEvents(ctx, scenario.id, origin);
  return [...edits.map(editEvent), ...measured]
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || (b.batch_id ?? 0) - (a.batch_id ?? 0))
    .slice(0, MOST_EVENTS);
}

function editEvent({ at, actor, action, noun, noun_id, details }: AuditEntry): DefinitionEvent {
  const listed = details["fields"];
  const fields = Array.isArray(listed) ? listed.map(String) : [];
  const what = `${noun} ${noun_id}`;
  const verbs: Record<string, string> = { create: "Created", update: "Changed", delete: "Deleted", import: "Imported" };
  const verb = verbs[action] ?? `${action.slice(0, 1).toUpperCase()}${action.slice(1)}:`;
  return {
    at,
    kind: "edited",
    actor,
    sentence: `${verb} ${what}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}.`,
    definition_id: null,
    batch_id: null,
    fields,
  };
}

async function measuredEvents(ctx: Context, scenario_id: number, origin: Origin): Promise<DefinitionEvent[]> {
  const { db, project_id } = ctx;
  const changes = await reportBatches.definitionChanges(db, { scenario_id, origin, limit: MOST_EVENTS });
  const ids = changes.flatMap(({ id, previous_id }) => (previous_id === null ? [id] : [id, previous_id]));
  const plans = await reportBatches.plans(db, [...new Set(ids)]);
  const created = await reportBatches.audit(db, {
    project_id,
    rows: changes.map(({ id }) => ({ noun: "batch", id })),
    limit: 4 * MOST_EVENTS,
  });
  const actors = new Map(created.map(({ noun_id, actor }) => [noun_id, actor]));
  return changes.map(({ id, at, definition_id, previous_id }) => {
    const [before, after] = [previous_id === null ? undefined : plans.get(previous_id), plans.get(id)];
    const fields = before === undefined || after === undefined ? [] : changedFields(before, after);
    const what =
      previous_id === null ? "the first batch that is known" : `other than batch ${previous_id}: ${fields.join(", ")}`;
    return {
      at,
      kind: "measured",
      actor: actors.get(id) ?? "unknown",
      sentence: `Batch ${id} measured a new definition, ${what}.`,
      definition_id,
      batch_id: id,
      fields,
    };
  });
}
