/** Which part of a catalogue to list: newest first, the rows after `before_id`. */
export type CataloguePage = {
  project_id: number;
  before_id: number | null;
  limit: number;
  search: string | null;
  archived: "exclude" | "include" | "only";
};

/** Condition and values shared by the catalogue lists; `row` is the table's alias. Takes $1 to $4. */
export const catalogueCondition = (row: string): string => `${row}.project_id = $1
  AND ($2::int IS NULL OR ${row}.id < $2)
  AND ($3::text IS NULL OR strpos(lower(${row}.name || ' ' || coalesce(${row}.description, '')), lower($3)) > 0)
  AND ($4 = 'include' OR ($4 = 'only') = (${row}.archived_at IS NOT NULL))`;

export const catalogueValues = (page: CataloguePage): unknown[] => [
  page.project_id,
  page.before_id,
  page.search,
  page.archived,
];
