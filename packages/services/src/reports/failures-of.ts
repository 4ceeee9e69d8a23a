import type { FailureGroup } from "@tfbench/contracts";
import { isAttempted, isSuccess } from "@tfbench/stats";
import type { ReportRun } from "@tfbench/store";

const EXAMPLES = 3;

/** Attempted runs that did not succeed, grouped by how they ended, most first; the sentence is still to be read. */
export function failuresOf(runs: readonly ReportRun[]): Omit<FailureGroup, "sentence">[] {
  const attempted = runs.filter(isAttempted);
  const failed = attempted.filter((run) => !isSuccess(run));
  const groups = Map.groupBy(failed, ({ status, goal, reason_code }) => `${status}/${goal}/${reason_code ?? ""}`);
  return [...groups.values()]
    .flatMap((group) => {
      const newest = group.toSorted((a, b) => Date.parse(b.due_at) - Date.parse(a.due_at) || b.id - a.id);
      const [latest] = newest;
      const first = newest.at(-1);
      if (latest === undefined || first === undefined) return [];
      return [
        {
          status: latest.status,
          goal: latest.goal,
          reason_code: latest.reason_code,
          count: group.length,
          share: group.length / attempted.length,
          first_seen_at: first.due_at,
          last_seen_at: latest.due_at,
          example_run_ids: newest.slice(0, EXAMPLES).map(({ id }) => id),
        },
      ];
    })
    .toSorted((a, b) => b.count - a.count || (a.last_seen_at < b.last_seen_at ? 1 : -1));
}

/** What the latest run of a group said, or what its status means. */
export function sayFailure({ status, goal, reason_code }: Omit<FailureGroup, "sentence">, said: string | null): string {
  if (said !== null && said.trim() !== "") return said;
  if (status === "completed") return `The run completed, and its goal was judged as ${goal}.`;
  return reason_code === null ? `The run ended as ${status}.` : `The run ended as ${status} (${reason_code}).`;
}
