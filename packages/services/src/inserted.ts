/** An INSERT ... RETURNING that did not raise has a row. */
export function inserted<T>(row: T | undefined): T {
  if (row === undefined) throw new Error("An insert returned no row.");
  return row;
}
