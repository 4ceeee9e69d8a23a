export type Density = "dense" | "roomy";
/**
 * How a person wants one list: names are those of the columns, and a column not named stands where it is defined. The
 * density is that of all lists.
 */
export type TableLayout = { density: Density; order: readonly string[]; hidden: readonly string[] };

export const DEFAULT_LAYOUT: TableLayout = { density: "dense", order: [], hidden: [] };

export const readDensity = (stored: string | null): Density => (stored === "roomy" ? "roomy" : "dense");

/** The columns in the person's order; new ones keep their defined place among those that follow them. */
export function arrangeColumns<Column extends { id?: string }>(
  columns: readonly Column[],
  { order, hidden }: Pick<TableLayout, "order" | "hidden">,
): Column[] {
  const placed = order.flatMap((id) => columns.filter((column) => column.id === id));
  const isPlaced = new Set(placed);
  const result = [...placed];
  columns.forEach((column, index) => {
    if (isPlaced.has(column)) return;
    const before = columns.slice(0, index).findLast((each) => result.includes(each));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, column);
  });
  return result.filter(({ id }) => id === undefined || !hidden.includes(id));
}

/** Moves one column a place towards the start or the end, over all columns, hidden ones too. */
export function moveColumn(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  const other = ids[to];
  if (from < 0 || other === undefined) return [...ids];
  return ids.map((each, index) => (index === from ? other : index === to ? id : each));
}

const isText = (value: unknown): value is string => typeof value === "string";
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What was stored may be of an older version or another hand: whatever does not fit is the default. */
export function readColumns(stored: string | null): Omit<TableLayout, "density"> {
  if (stored === null) return DEFAULT_LAYOUT;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return DEFAULT_LAYOUT;
  }
  if (!isRecord(value)) return DEFAULT_LAYOUT;
  const { order, hidden } = value;
  return {
    order: Array.isArray(order) ? order.filter(isText) : [],
    hidden: Array.isArray(hidden) ? hidden.filter(isText) : [],
  };
}
