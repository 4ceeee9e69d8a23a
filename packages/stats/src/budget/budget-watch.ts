import type { Budget } from "@tfbench/contracts";
import { isAttempted, isSuccess } from "../run-populations.ts";
import type { RunOutcome } from "../run-populations.ts";
import type { BudgetStop } from "./budget-stop.ts";

/** A share of fewer runs than this would end a load for its first failure. */
const FEWEST_FOR_RATE = 20;
/** So many runs without a known cost, and none with one: the target tells nobody its tokens or steps. */
const FEWEST_UNPRICED = 10;

/** Adds up errors and costs of the runs that end, over all loads it is shown, and says when a budget is used up. */
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

  take(run: RunOutcome & { cost_usd: number | null }): void {
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
    const { max_usd } = this.#budget;
    if (max_usd === undefined) return null;
    const shared = { budget: "max_usd", limit: max_usd } as const;
    if (this.#priced === 0 && this.#unpriced >= FEWEST_UNPRICED) {
      const sentence = `None of the first ${this.#unpriced} runs said what it cost, so a budget of $${max_usd} cannot be kept.`;
      return { ...shared, reached: null, sentence };
    }
    const usd = this.#usd + this.#unpriced * this.#dearestUsd;
    if (usd < max_usd) return null;
    return { ...shared, reached: usd, sentence: `The budget of $${max_usd} was spent: $${rounded(usd)} when noticed.` };
  }

  #tooManyErrors(): BudgetStop | null {
    const { max_errors } = this.#budget;
    if (max_errors === undefined || this.#failed < max_errors) return null;
    const sentence = `${this.#failed} runs failed; the budget of errors is ${max_errors}.`;
    return { budget: "max_errors", limit: max_errors, reached: this.#failed, sentence };
  }

  #tooHighErrorRate(): BudgetStop | null {
    const { max_error_rate } = this.#budget;
    if (max_error_rate === undefined || this.#attempted < FEWEST_FOR_RATE) return null;
    const rate = this.#failed / this.#attempted;
    if (rate <= max_error_rate) return null;
    const sentence = `${this.#failed} of ${this.#attempted} runs failed, over the allowed share of ${max_error_rate}.`;
    return { budget: "max_error_rate", limit: max_error_rate, reached: rate, sentence };
  }
}

const rounded = (usd: number): number => Number(usd.toPrecision(4));
