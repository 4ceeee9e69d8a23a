import { ApiProblem } from "@tfbench/client";
import type { CatalogueProblem, ImportedCatalogue, ImportedRow } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";

const isProblem = (value: unknown): value is CatalogueProblem =>
  typeof value === "object" && value !== null && "line" in value && "column" in value && "message" in value;

/** What is wrong with a file, each with its place. */
export function problemsOf(error: Error | null): CatalogueProblem[] {
  const listed = error instanceof ApiProblem ? error.details?.["problems"] : undefined;
  return Array.isArray(listed) ? listed.filter(isProblem) : [];
}

const MOST_NAMES = 20;

function namesOf(rows: readonly ImportedRow[]): string {
  const names = rows.slice(0, MOST_NAMES).map(({ noun, name }) => `${noun} "${name}"`);
  const more = rows.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What an import did or would do. */
export function importSentences({ dry_run: isDry, created, updated, unchanged }: ImportedCatalogue): string[] {
  const verb = (done: string, planned: string) => (isDry ? `Would ${planned}` : done);
  const sentences = [
    ...(created.length === 0 ? [] : [`${verb("Created", "create")} ${namesOf(created)}.`]),
    ...(updated.length === 0 ? [] : [`${verb("Changed", "change")} ${namesOf(updated)}.`]),
    ...(unchanged.length === 0 ? [] : [`${countOf(unchanged.length, "entry", "entries")} are as they were.`]),
  ];
  return sentences.length === 0 ? ["The file describes nothing."] : sentences;
}
