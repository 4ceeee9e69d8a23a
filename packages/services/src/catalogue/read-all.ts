import type { CataloguePage } from "@tfbench/store";

const PAGE = 200;

/** Every row of a catalogue list that is in use, oldest first. */
export async function readAll<Row extends { id: number }>(
  project_id: number,
  list: (page: CataloguePage) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const before_id = rows.at(-1)?.id ?? null;
    const page = await list({ project_id, before_id, limit: PAGE, search: null, archived: "exclude" });
    rows.push(...page);
    if (page.length < PAGE) return rows.reverse();
  }
}
