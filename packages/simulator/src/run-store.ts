import { isTerminal } from "./run.ts";
import type { Run, RunStatus } from "./run.ts";

export interface RunFilter {
  status?: RunStatus | undefined;
  goal?: string | undefined;
  created_after?: string | undefined;
  created_before?: string | undefined;
}

export interface RunPageQuery extends RunFilter {
  sort_direction: "asc" | "desc";
  limit: number;
  /** The creation index of the last run already seen. */
  afterIndex: number | null;
}

export interface RunPage {
  runs: Run[];
  total: number;
  hasMore: boolean;
}

export interface RunStore {
  add(run: Run): void;
  /** Undefined for an unknown run, one of another account, and one already forgotten. */
  get(account: string, runId: string): Run | undefined;
  list(account: string, query: RunPageQuery): RunPage;
  /** Counts a run that has ended against the limit, and forgets the oldest ended ones above it. */
  noteFinished(run: Run): void;
  readonly size: number;
}

export function createRunStore(finishedRunsKept: number): RunStore {
  const runs = new Map<string, Run>(); // in order of creation
  const finished = new Set<string>(); // in order of ending

  return {
    add: (run) => void runs.set(run.runId, run),
    get(account, runId) {
      const run = runs.get(runId);
      return run?.account === account ? run : undefined;
    },
    list(account, query) {
      const matching = [...runs.values()].filter((run) => run.account === account && matches(run, query));
      if (query.sort_direction === "desc") matching.reverse();
      const rest = matching.filter((run) => isAfterCursor(run, query));
      return { runs: rest.slice(0, query.limit), total: matching.length, hasMore: rest.length > query.limit };
    },
    noteFinished(run) {
      if (!isTerminal(run)) throw new Error("Only an ended run may be forgotten.");
      finished.add(run.runId);
      if (finished.size <= finishedRunsKept) return;
      const [oldest] = finished;
      if (oldest === undefined) return;
      finished.delete(oldest);
      runs.delete(oldest);
    },
    get size() {
      return runs.size;
    },
  };
}

function matches(run: Run, filter: RunFilter): boolean {
  const { status, goal, created_after, created_before } = filter;
  if (status !== undefined && run.status !== status) return false;
  if (goal !== undefined && !run.request.goal.toLowerCase().includes(goal.toLowerCase())) return false;
  if (created_after !== undefined && run.createdAtMs <= Date.parse(created_after)) return false;
  return created_before === undefined || run.createdAtMs < Date.parse(created_before);
}

function isAfterCursor(run: Run, { afterIndex, sort_direction }: RunPageQuery): boolean {
  if (afterIndex === null) return true;
  return sort_direction === "asc" ? run.creationIndex > afterIndex : run.creationIndex < afterIndex;
}
