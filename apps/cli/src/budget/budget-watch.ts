import type { RunResult } from "@tfbench/contracts";
import { isAttempted, isSuccess } from "@tfbench/stats";
import type { Budget, BudgetStop } from "./budget.ts";

/** A share of fewer runs than this would end a load for its first failure. */
const FEWEST_FOR_RATE = 20;
/** So many runs without a known cost, and none with one: the target tells nobody its tokens. */
const FEWEST_UNPRICED = 10;

/** Adds up errors and costs of the runs that end, over all loads of a command, and says when a budget is used up. */
export class BudgetWatch {
  readonly #budget: Budget;
  #attempted = 0;
  #failed = 0;
  #usd = 0;
  #priced = 0;
  #unpriced = 0;
  #dearestUsd = 0;
  #stop: BudgetStop | null = null;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** The first budget that was used up; stays what it is, whatever the runs in flight add. */
  get stop(): BudgetStop | null {
    return this.#stop;
  }

  take(run: Pick<RunResult, "status" | "goal" | "cancelled_by" | "cost_usd">): void {
    if (run.cost_usd === null) this.#unpriced += 1;
    else if (run.cost_usd > 0) {
      this.#priced += 1;
      this.#usd += run.cost_usd;
      this.#dearestUsd = Math.max(this.#dearestUsd, run.cost_usd);
    }
    if (isAttempted(run)) {
      this.#attempted += 1;
      if (!isSuccess(run)) this.#failed += 1;
    }
    this.#stop ??= this.#spent() ?? this.#tooManyErrors() ?? this.#tooHighErrorRate();
  }

  /** Unknown is not free: a run that did not say what it cost counts as much as the dearest one that did. */
  #spent(): BudgetStop | null {
    const { maxUsd } = this.#budget;
    if (maxUsd === null) return null;
    const shared = { budget: "max_usd", limit: maxUsd } as const;
    if (this.#priced === 0 && this.#unpriced >= FEWEST_UNPRICED) {
      const sentence = `None of the first ${this.#unpriced} runs told its tokens, so a budget of $${maxUsd} cannot be kept.`;
      return { ...shared, reached: null, sentence };
    }
    const usd = this.#usd + this.#unpriced * this.#dearestUsd;
    if (usd < maxUsd) return null;
    return { ...shared, reached: usd, sentence: `The budget of $${maxUsd} was spent: $${rounded(usd)} when noticed.` };
  }

  #tooManyErrors(): BudgetStop | null {
    const { maxErrors } = this.#budget;
    if (maxErrors === null || this.#failed < maxErrors) return null;
    const sentence = `${this.#failed} runs failed; the budget of errors is ${maxErrors}.`;
    return { budget: "max_errors", limit: maxErrors, reached: this.#failed, sentence };
  }

  #tooHighErrorRate(): BudgetStop | null {
    const { maxErrorRate } = this.#budget;
    if (maxErrorRate === null || this.#attempted < FEWEST_FOR_RATE) return null;
    const rate = this.#failed / this.#attempted;
    if (rate <= maxErrorRate) return null;
    const sentence = `${this.#failed} of ${this.#attempted} runs failed, over the allowed share of ${maxErrorRate}.`;
    return { budget: "max_error_rate", limit: maxErrorRate, reached: rate, sentence };
  }
}

const rounded = (usd: number): number => Number(usd.toPrecision(4));
