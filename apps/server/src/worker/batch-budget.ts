import type { BatchPlan, EngineRecord } from "@tfbench/contracts";
import { BudgetWatch } from "@tfbench/stats";
import { finishedRuns, type ClaimedBatch, type Database } from "@tfbench/store";
import type { NoMore } from "./engine-message.ts";

const RUNS_PER_READ = 1_000;

/** Holds what a batch has used up against its budget; runs of a worker that died before count too. */
export class BatchBudget {
  readonly #watch: BudgetWatch;
  readonly #onSpent: (reason: NoMore) => void;
  readonly #isOpenEnded: boolean;
  #isSpent = false;
  #stoppedRuns = 0;

  constructor(watch: BudgetWatch, { is_open_ended }: BatchPlan, onSpent: (reason: NoMore) => void) {
    this.#watch = watch;
    this.#isOpenEnded = is_open_ended === true;
    this.#onSpent = onSpent;
  }

  /** The budget, where it kept runs from starting. */
  get stopped(): NoMore | null {
    // Runs that an open-ended load did not start have no row that could tell of it.
    const hasStopped = this.#isOpenEnded ? this.#isSpent : this.#stoppedRuns > 0;
    return hasStopped ? this.#reason() : null;
  }

  take(records: readonly EngineRecord[]): void {
    for (const record of records) {
      if (record.kind !== "finished") continue;
      if (record.result.status === "budget_stopped") this.#stoppedRuns += 1;
      else this.#watch.take(record.result);
    }
    this.tell();
  }

  /** Says that the budget is spent, the first time it is. */
  tell(): void {
    const reason = this.#reason();
    if (reason === null || this.#isSpent) return;
    this.#isSpent = true;
    this.#onSpent(reason);
  }

  #reason(): NoMore | null {
    const { stop } = this.#watch;
    return stop === null ? null : { reason_code: stop.budget, error: stop.sentence };
  }
}

/** The budget of a batch, with what was used up before this worker took it; null where it has none. */
export async function openBudget(
  db: Database,
  { id, plan }: Pick<ClaimedBatch, "id" | "plan">,
  onSpent: (reason: NoMore) => void,
): Promise<BatchBudget | null> {
  if (plan.budget === undefined) return null;
  const watch = new BudgetWatch(plan.budget);
  for await (const page of finishedRuns.readPagesOfBatch(db, id, RUNS_PER_READ))
    for (const run of page) watch.take(run);
  return new BatchBudget(watch, plan, onSpent);
}
