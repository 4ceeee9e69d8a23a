import { AppError } from "@tfbench/contracts";
import type { CatalogueDocument, FieldProblem, ImportedCatalogue, ImportedRow } from "@tfbench/contracts";
import { automations, scenarios, targets } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { createAutomation } from "../automations/create-automation.ts";
import { DEFAULT_REQUEST } from "../automations/request-defaults.ts";
import { updateAutomation } from "../automations/update-automation.ts";
import { hashRequest } from "../batches/hash-request.ts";
import type { Context } from "../context.ts";
import { createScenario } from "../scenarios/create-scenario.ts";
import { updateScenario } from "../scenarios/update-scenario.ts";
import { createTarget } from "../targets/create-target.ts";
import { isSimulator } from "../targets/is-simulator.ts";
import { updateTarget } from "../targets/update-target.ts";
import { changedFields } from "./changed-fields.ts";
import { readAll } from "./read-all.ts";
import { automationEntry, scenarioEntry, targetEntry } from "./write-entries.ts";

type Imported = Omit<ImportedCatalogue, "dry_run"> & { problems: FieldProblem[] };
type Noun = ImportedRow["noun"];
/** The id of an entry of the file that could not be written. */
const REFUSED = 0;

type Known = { id: number; name: string };

/** One kind of entry: how it is compared, created and changed. */
type Kind<Row extends Known, Entry extends { name: string }> = {
  noun: Noun;
  rows: Row[];
  entries: readonly Entry[];
  entryOf: (row: Row) => object;
  create: (entry: Entry, path: string) => Promise<Known>;
  update: (row: Row, entry: Entry, path: string) => Promise<unknown>;
};

/** Imports targets and automations before the scenarios that name them. Problems are gathered, not thrown. */
export async function importEntries(ctx: Context, tx: Sql, document: CatalogueDocument): Promise<Imported> {
  const { project_id } = ctx;
  // Two imports follow one another, so that neither creates what the other one just did.
  await targets.holdProject(tx, project_id);
  const imported: Imported = { created: [], updated: [], unchanged: [], problems: [] };
  const targetRows = await importKind(imported, {
    noun: "target",
    rows: await readAll(project_id, (page) => targets.list(tx, page)),
    entries: document.targets.map((entry) => ({
      ...entry,
      simulated: entry.simulated ?? isSimulator(ctx, entry.base_url),
    })),
    entryOf: targetEntry,
    create: (entry) => createTarget(ctx, entry),
    update: ({ id }, { provider: _provider, ...entry }) => updateTarget(ctx, { id, ...entry }),
  });
  const automationRows = await importKind(imported, {
    noun: "automation",
    rows: await readAll(project_id, (page) => automations.list(tx, page)),
    entries: document.automations.map((entry) => ({ ...entry, request: entry.request ?? DEFAULT_REQUEST })),
    entryOf: automationEntry,
    create: (entry) => createAutomation(ctx, entry),
    update: ({ id }, { provider: _provider, ...entry }) => updateAutomation(ctx, { id, ...entry }),
  });
  await importKind(imported, {
    noun: "scenario",
    rows: await readAll(project_id, (page) => scenarios.list(tx, { ...page, automation_id: null, target_id: null })),
    entries: document.scenarios,
    entryOf: scenarioEntry,
    create: (entry, path) => createScenario(ctx, withIds(entry, path)),
    update: ({ id }, entry, path) => updateScenario(ctx, { id, ...withIds(entry, path) }),
  });
  return imported;

  function withIds({ automation, target, ...entry }: CatalogueDocument["scenarios"][number], path: string) {
    return {
      ...entry,
      automation_id: idOf(automationRows, { noun: "automation", name: automation, field: `${path}.automation` }),
      target_id: target === null ? null : idOf(targetRows, { noun: "target", name: target, field: `${path}.target` }),
    };
  }
}

/** Returns the rows there are afterwards, under which later entries find what they name. */
async function importKind<Row extends Known, Entry extends { name: string }>(
  imported: Imported,
  kind: Kind<Row, Entry>,
): Promise<Known[]> {
  const { noun, rows, entries } = kind;
  const known: Known[] = [...rows];
  for (const [index, entry] of entries.entries()) {
    const path = `${noun}s.${index}`;
    const { name } = entry;
    try {
      assertOnce(entries, { index, noun, path });
      const [row, ...more] = rows.filter((each) => each.name === name);
      if (more.length > 0)
        throw problemAt(`${path}.name`, `is the name of ${more.length + 1} ${noun}s here; rename them first`);
      if (row === undefined) {
        known.push(await kind.create(entry, path));
        imported.created.push({ noun, name });
      } else if (hashRequest(kind.entryOf(row)) === hashRequest(entry)) {
        imported.unchanged.push({ noun, name });
      } else {
        await kind.update(row, entry, path);
        imported.updated.push({ noun, name, fields: changedFields(kind.entryOf(row), entry) });
      }
    } catch (cause) {
      imported.problems.push(...problemsOf(cause, path));
      // Those that name it are not told that it is missing: it is there, with a problem of its own.
      if (!known.some((each) => each.name === name)) known.push({ id: REFUSED, name });
    }
  }
  return known;
}

function assertOnce(entries: readonly { name: string }[], at: { index: number; noun: Noun; path: string }): void {
  const first = entries.findIndex(({ name }) => name === entries[at.index]?.name);
  if (first !== at.index) throw problemAt(`${at.path}.name`, `is the name of ${at.noun} ${first + 1} of this file too`);
}

function idOf(rows: readonly Known[], { noun, name, field }: { noun: Noun; name: string; field: string }): number {
  const [row, ...more] = rows.filter((each) => each.name === name);
  if (row === undefined) throw problemAt(field, `is the name of no ${noun}, neither here nor in this file`);
  if (more.length > 0) throw problemAt(field, `is the name of ${more.length + 1} ${noun}s here; rename them first`);
  if (row.id === REFUSED) throw new EntryProblem(null);
  return row.id;
}

/** `problem` null: what the entry names was refused, which has been said there. */
class EntryProblem extends Error {
  readonly problem: FieldProblem | null;

  constructor(problem: FieldProblem | null) {
    super(problem?.message ?? "It names an entry that was refused.");
    this.problem = problem;
  }
}
const problemAt = (field: string, message: string): EntryProblem => new EntryProblem({ field, message });

function problemsOf(cause: unknown, path: string): FieldProblem[] {
  if (cause instanceof EntryProblem) return cause.problem === null ? [] : [cause.problem];
  if (!(cause instanceof AppError)) throw cause;
  if (cause.fields.length === 0) return [{ field: path, message: cause.message }];
  return cause.fields.map(({ field, message }) => ({ field: `${path}.${field}`, message }));
}
