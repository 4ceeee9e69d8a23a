import type { KpiBlock } from "@tfbench/contracts";
import { summarizeRuns } from "@tfbench/stats";
import type { FinishedRun } from "@tfbench/store";

/** Adds up finished runs, page by page. */
export class RunSum {
  readonly #runs: FinishedRun[] = [];

  add(page: readonly FinishedRun[]): void {
    this.#runs.push(...page);
  }

  figures(): KpiBlock {
    return summarizeRuns(this.#runs);
  }
}
