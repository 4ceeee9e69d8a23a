import type { Sql } from "../sql.ts";
import type { Statement } from "./statement.ts";

/** One page of a batch's runs by their index. */
export type IndexPage = { batch_id: number; after_index: number; limit: number };

type Read = { sql: Sql; batch_id: number; page_size: number };

/** Runs of one batch in pages, so that on the embedded database other statements get their turn in between. */
export async function* readIndexPages<Run extends { batch_index: number }>(
  { sql, batch_id, page_size }: Read,
  statementOf: (page: IndexPage) => Statement,
): AsyncGenerator<Run[]> {
  let after_index = -1;
  for (;;) {
    const { text, values } = statementOf({ batch_id, after_index, limit: page_size });
    const page = await sql.query<Run>(text, values);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < page_size) return;
    after_index = last.batch_index;
  }
}
