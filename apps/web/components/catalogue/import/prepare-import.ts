import { ApiProblem } from "@tfbench/client";
import type { CatalogueProblem, ImportedCatalogue } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";

const isProblem = (value: unknown): value is CatalogueProblem =>
  typeof value === "object" && value !== null && "line" in value && "column" in value && "message" in value;

/** What is wrong with a file, each with its place. */
export function problemsOf(error: Error | null): CatalogueProblem[] {
  const listed = error instanceof ApiProblem ? error.details?.["problems"] : undefined;
  return Array.isArray(listed) ? listed.filter(isProblem) : [];
}

const MOST_SHOWN = 50;

export type ImportEntry = {
  act: "Create" | "Created" | "Change" | "Changed";
  noun: string;
  name: string;
  fields: string[];
};
export type PreparedImport = { title: string; entries: ImportEntry[]; rest: string[] };

export const hasChanges = ({ created, updated }: ImportedCatalogue): boolean => created.length + updated.length > 0;

/** The name of the button that does what was checked. */
export const importText = (checked: ImportedCatalogue): string =>
  hasChanges(checked)
    ? `Import ${countOf(checked.created.length + checked.updated.length, "entry", "entries")}`
    : "Nothing to import";

/** What an import did or would do. */
export function prepareImport(imported: ImportedCatalogue): PreparedImport {
  const { dry_run: isDry, created, updated, unchanged } = imported;
  const entries = [
    ...created.map((row): ImportEntry => ({ ...row, act: isDry ? "Create" : "Created", fields: [] })),
    ...updated.map((row): ImportEntry => ({ ...row, act: isDry ? "Change" : "Changed" })),
  ];
  const more = entries.length - MOST_SHOWN;
  return {
    title: titleOf(imported),
    entries: entries.slice(0, MOST_SHOWN),
    rest: [
      ...(more > 0 ? [`and ${countOf(more, "entry", "entries")} more.`] : []),
      ...(unchanged.length === 0
        ? []
        : [`${countOf(unchanged.length, "entry is", "entries are")} here already, just as in the file.`]),
    ],
  };
}

function titleOf({ dry_run: isDry, created, updated, unchanged }: ImportedCatalogue): string {
  if (created.length + updated.length + unchanged.length === 0) return "The file describes nothing.";
  if (created.length + updated.length === 0) return "Nothing to import: all of it is here already.";
  const acts = [
    ...(created.length === 0 ? [] : [`${countOf(created.length, "entry", "entries")} created`]),
    ...(updated.length === 0 ? [] : [`${countOf(updated.length, "entry", "entries")} changed`]),
  ].join(", ");
  return isDry ? `The import would leave ${acts}. Nothing is saved yet.` : `Imported: ${acts}.`;
}
