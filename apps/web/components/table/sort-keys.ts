/** One key of an order: the API's name for it, and which way. */
type SortKey = { name: string; isDescending: boolean };

/** The API takes no more. */
const MOST_KEYS = 4;

/** Reads the API's text for an order, `status,-total_duration_ms`. */
export const readSort = (value: string): SortKey[] =>
  value
    .split(",")
    .filter((key) => key !== "" && key !== "-")
    .map((key) =>
      key.startsWith("-") ? { name: key.slice(1), isDescending: true } : { name: key, isDescending: false },
    );

const writeSort = (keys: readonly SortKey[]): string =>
  keys.map(({ name, isDescending }) => (isDescending ? `-${name}` : name)).join(",");

/** A click orders by this column alone: first downwards, for the largest and the newest are what one looks for. */
export function sortOnlyBy(value: string, name: string): string {
  const isDescending = readSort(value).some((key) => key.name === name && key.isDescending);
  return writeSort([{ name, isDescending: !isDescending }]);
}

/** A click with Shift keeps the other keys: adds this one last, turns it round, and then takes it away. */
export function sortAlsoBy(value: string, name: string): string {
  const keys = readSort(value);
  const known = keys.find((key) => key.name === name);
  if (known === undefined) return keys.length >= MOST_KEYS ? value : writeSort([...keys, { name, isDescending: true }]);
  if (known.isDescending)
    return writeSort(keys.map((key) => (key.name === name ? { ...key, isDescending: false } : key)));
  return keys.length === 1 ? sortOnlyBy(value, name) : writeSort(keys.filter((key) => key.name !== name));
}

/** How a column stands in an order; `place` counts from 1 and is null where the order has one key only. */
export type SortState = { direction: "none" | "ascending" | "descending"; place: number | null };

export function sortStateOf(value: string, name: string): SortState {
  const keys = readSort(value);
  const index = keys.findIndex((key) => key.name === name);
  const key = keys[index];
  if (key === undefined) return { direction: "none", place: null };
  return { direction: key.isDescending ? "descending" : "ascending", place: keys.length > 1 ? index + 1 : null };
}
