/** When a load starts no more runs. Null: no such limit. Warm-up runs count: they fail and cost as the others do. */
export type Budget = {
  /** Failed runs. */
  maxErrors: number | null;
  /** Failed share of the runs that have ended, judged from the 20th on. */
  maxErrorRate: number | null;
  maxUsd: number | null;
};

export type TokenPrices = { usdPerMillionInputTokens: number; usdPerMillionOutputTokens: number };

/** Why a budget ended the load. `reached` is null where spending could not be known. */
export type BudgetStop = {
  budget: "max_errors" | "max_error_rate" | "max_usd";
  limit: number;
  reached: number | null;
  sentence: string;
};

export const NO_BUDGET: Budget = { maxErrors: null, maxErrorRate: null, maxUsd: null };
