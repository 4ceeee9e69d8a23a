import type { SortPart } from "./run-sort.ts";
import type { StatementParameters } from "./statement.ts";

/** Where a page began or ended: the exact text of each sort key, null for a run without it. The last one is the id. */
export type RunPosition = { keys: (string | null)[] };
export type Toward = "next" | "previous";

type Place = {
  parts: readonly SortPart[];
  after: RunPosition;
  toward: Toward;
  /** Whether all runs that are looked at have a value in the first part, or none has. */
  isOneKind: boolean;
};

const descends = ({ isDescending }: SortPart, toward: Toward): boolean => isDescending === (toward === "next");

type Order = Pick<Place, "parts" | "toward" | "isOneKind">;

/**
 * ORDER BY over the given columns, one for each part. Runs without a value come last in the list, so first when it is read
 * backwards. Among runs of one kind the place of nulls is free, and written as the indexes have it: DESC NULLS LAST,
 * which read backwards is ASC NULLS FIRST.
 */
export function orderBy({ parts, toward, isOneKind }: Order, columns: readonly string[]): string {
  return parts
    .map((part, index) => {
      const isDown = descends(part, toward);
      const nullsLast = isOneKind ? isDown : toward === "next";
      const nulls = part.isNullable ? ` NULLS ${nullsLast ? "LAST" : "FIRST"}` : "";
      return `${columns[index]} ${isDown ? "DESC" : "ASC"}${nulls}`;
    })
    .join(", ");
}

/** The condition that a run lies beyond a position, in the direction that is read. */
export function beyondPosition({ parts, after, toward, isOneKind }: Place, parameters: StatementParameters): string {
  const values = parts.map(({ cast }, index) => {
    const key = after.keys[index] ?? null;
    return key === null ? null : `${parameters.add(key)}::${cast}`;
  });
  const [first, last] = [parts[0], parts.at(-1)];
  if (isOneKind && first !== undefined && last !== undefined) {
    const sign = descends(first, toward) ? "<" : ">";
    const idValue = values.at(-1) ?? "NULL";
    return parts.length === 1 || values[0] === null
      ? `id ${sign} ${idValue}`
      : `(${first.expression}, id) ${sign} (${values[0]}, ${idValue})`;
  }
  const ways: string[] = [];
  const equal: string[] = [];
  for (const [index, part] of parts.entries()) {
    const value = values[index] ?? null;
    const further = isFurther(part, value, toward);
    if (further !== null) ways.push([...equal, further].join(" AND "));
    equal.push(value === null ? `${part.expression} IS NULL` : `${part.expression} = ${value}`);
  }
  return `(${ways.map((way) => `(${way})`).join(" OR ")})`;
}

/** That one key lies further than a value; null when nothing does. */
function isFurther(part: SortPart, value: string | null, toward: Toward): string | null {
  const { expression, isNullable } = part;
  if (value === null) return toward === "next" ? null : `${expression} IS NOT NULL`;
  const further = `${expression} ${descends(part, toward) ? "<" : ">"} ${value}`;
  return isNullable && toward === "next" ? `(${further} OR ${expression} IS NULL)` : further;
}
