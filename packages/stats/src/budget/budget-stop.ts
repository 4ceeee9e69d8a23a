import type { Budget } from "@tfbench/contracts";

/** Why a budget ended the load. `reached` is null where spending could not be known. */
export type BudgetStop = {
  budget: keyof Budget;
  limit: number;
  reached: number | null;
  sentence: string;
};
