import type { LoadPart } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import { inWindow } from "./in-window.ts";
import type { Statement, StatementParameters } from "./statement.ts";

/** `due_at` as text with microseconds, which the driver's instants do not keep. */
type DuePosition = { due_at: string; id: number };

/** One page of runs, the latest due first: those after a position, or the first ones. */
export type DuePage = { after: DuePosition | null; limit: number };

/** To be added to the conditions of a statement on `runs`. */
export const isAfter = (after: DuePosition | null, parameters: StatementParameters): string =>
  after === null
    ? ""
    : ` AND (runs.due_at, runs.id) < (${parameters.add(after.due_at)}::timestamptz, ${parameters.add(after.id)}::integer)`;

type Read = { sql: Sql; page_size: number };

/**
 * Reads in pages, so that on the embedded database other statements get their turn in between. The statement selects
 * `exact_due_at` beside the columns of a run.
 */
export async function* readDuePages<Run extends { id: number; load_part: LoadPart | null }>(
  { sql, page_size }: Read,
  statementOf: (page: DuePage) => Statement,
): AsyncGenerator<Run[]> {
  let after: DuePosition | null = null;
  for (;;) {
    const { text, values } = statementOf({ after, limit: page_size });
    const page: (Run & { exact_due_at: string })[] = await sql.query(text, values);
    const last = page.at(-1);
    if (last === undefined) return;
    yield inWindow(page);
    if (page.length < page_size) return;
    after = { due_at: last.exact_due_at, id: last.id };
  }
}
