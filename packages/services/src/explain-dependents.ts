import { AppError } from "@tfbench/contracts";
import { readConstraintViolation } from "@tfbench/store";

/** `count` gives the number of rows per noun, in the plural: `{ scenarios: 2, runs: 340 }`. */
type Deletion = { noun: string; id: number; count(): Promise<Record<string, number>> };

function describe(counts: Record<string, number>): string {
  const hanging = Object.entries(counts).filter(([, count]) => count > 0);
  if (hanging.length === 0) return "other rows hang on it";
  const names = hanging.map(([plural, count]) => `${count} ${count === 1 ? plural.slice(0, -1) : plural}`);
  const isOne = hanging.length === 1 && hanging[0]?.[1] === 1;
  return `${names.join(" and ")} ${isOne ? "hangs" : "hang"} on it`;
}

/**
 * The error to throw after a deletion failed: a foreign-key violation becomes `has_dependents` with the counts.
 * The database decides, so that a dependent which appears meanwhile is refused like any other.
 */
export async function explainDependents(cause: unknown, deletion: Deletion): Promise<unknown> {
  if (readConstraintViolation(cause)?.kind !== "foreign_key") return cause;
  const counts = await deletion.count();
  return new AppError("has_dependents", `${deletion.noun} ${deletion.id} cannot be deleted: ${describe(counts)}.`, {
    hint: 'Archive it instead: PATCH with {"archived": true}.',
    details: counts,
    cause,
  });
}
