import { CancelledBy, Goal, RunStatus, isFinalRunStatus } from "@tfbench/contracts";
import { isAttempted } from "./run-populations.ts";
import type { RunOutcome } from "./run-populations.ts";

export type TalliedOutcome = RunOutcome & { runs: number };

/** Sums over runs whose cost is known. Whole billionths of a dollar: such sums are the same in any order. */
export type CostTally = {
  known_runs: number;
  nano_usd: number;
  /** The part that attempted runs cost. */
  attempted_known_runs: number;
  attempted_nano_usd: number;
};

const COST_KEYS = [
  "known_runs",
  "nano_usd",
  "attempted_known_runs",
  "attempted_nano_usd",
] as const satisfies (keyof CostTally)[];
/** Written as millionths, which steps are priced in, and where tokens leave a rest, as that beside them. */
const SUMS = [
  { of: "nano_usd", whole: "cost.micro_usd", rest: "cost.nano_usd" },
  { of: "attempted_nano_usd", whole: "cost.attempted_micro_usd", rest: "cost.attempted_nano_usd" },
] as const;
const RUN_KEYS = ["known_runs", "attempted_known_runs"] as const;
const NANO_PER_MICRO = 1_000;

/** Counts finished runs by how they ended, and adds up what they cost. Counts and sums only, so tallies merge exactly. */
export class RunTally {
  readonly cost: CostTally = { known_runs: 0, nano_usd: 0, attempted_known_runs: 0, attempted_nano_usd: 0 };
  readonly #runs = new Map<string, TalliedOutcome>();

  /** Counts one run; `costUsd` null where unknown. Returns false, counting nothing, for a run that has not ended. */
  add(run: RunOutcome, costUsd: number | null): boolean {
    if (!isFinalRunStatus(run.status)) return false;
    this.#count({ status: run.status, goal: run.goal, cancelled_by: run.cancelled_by, runs: 1 });
    if (costUsd === null) return true;
    const nanoUsd = Math.round(costUsd * 1e9);
    if (!(nanoUsd >= 0 && Number.isSafeInteger(this.cost.nano_usd + nanoUsd))) {
      throw new RangeError(`A run cannot cost ${costUsd} dollars.`);
    }
    this.cost.known_runs += 1;
    this.cost.nano_usd += nanoUsd;
    if (isAttempted(run)) {
      this.cost.attempted_known_runs += 1;
      this.cost.attempted_nano_usd += nanoUsd;
    }
    return true;
  }

  merge(other: RunTally): void {
    for (const outcome of other.outcomes()) this.#count(outcome);
    for (const key of COST_KEYS) this.cost[key] += other.cost[key];
  }

  /** Every outcome that occurred, in alphabetical order of its key. */
  outcomes(): TalliedOutcome[] {
    return [...this.#runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, outcome]) => outcome);
  }

  /** How many runs satisfy `belongs`. */
  countWhere(belongs: (run: RunOutcome) => boolean): number {
    let runs = 0;
    for (const outcome of this.#runs.values()) if (belongs(outcome)) runs += outcome.runs;
    return runs;
  }

  /** As plain counts: `completed/passed`, `cancelled/not_evaluated/user`, `cost.micro_usd` and so on. */
  toCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const outcome of this.outcomes()) counts[keyOf(outcome)] = outcome.runs;
    for (const key of RUN_KEYS) counts[`cost.${key}`] = this.cost[key];
    for (const { of, whole, rest } of SUMS) {
      const left = this.cost[of] % NANO_PER_MICRO;
      counts[whole] = (this.cost[of] - left) / NANO_PER_MICRO;
      if (left > 0) counts[rest] = left;
    }
    return counts;
  }

  /** Reads what `toCounts` wrote. Throws an Error that names the key it cannot read. */
  static fromCounts(counts: Readonly<Record<string, number>>): RunTally {
    const tally = new RunTally();
    for (const [key, value] of Object.entries(counts)) {
      if (!Number.isSafeInteger(value) || value < 0)
        throw new Error(`The count ${key} is not a whole number: ${value}.`);
      if (!tally.#readCost(key, value)) tally.#count({ ...outcomeOf(key), runs: value });
    }
    return tally;
  }

  /** Whether the key is one of a cost. */
  #readCost(key: string, value: number): boolean {
    const runs = RUN_KEYS.find((name) => key === `cost.${name}`);
    const sum = SUMS.find(({ whole, rest }) => key === whole || key === rest);
    if (runs !== undefined) this.cost[runs] = value;
    if (sum !== undefined) this.cost[sum.of] += key === sum.whole ? value * NANO_PER_MICRO : value;
    return runs !== undefined || sum !== undefined;
  }

  #count(outcome: TalliedOutcome): void {
    const key = keyOf(outcome);
    const known = this.#runs.get(key);
    if (known === undefined) this.#runs.set(key, { ...outcome });
    else known.runs += outcome.runs;
  }
}

function keyOf({ status, goal, cancelled_by }: RunOutcome): string {
  return cancelled_by === null ? `${status}/${goal}` : `${status}/${goal}/${cancelled_by}`;
}

// Reading a period means reading the same few keys thousands of times; only keys that proved known are kept.
const knownOutcomes = new Map<string, RunOutcome>();

function outcomeOf(key: string): RunOutcome {
  const known = knownOutcomes.get(key);
  if (known !== undefined) return known;
  const outcome = parseOutcome(key);
  knownOutcomes.set(key, outcome);
  return outcome;
}

function parseOutcome(key: string): RunOutcome {
  const [status, goal, cancelledBy, ...rest] = key.split("/");
  const parsed = {
    status: RunStatus.safeParse(status),
    goal: Goal.safeParse(goal),
    cancelledBy: CancelledBy.nullable().safeParse(cancelledBy ?? null),
  };
  if (!parsed.status.success || !parsed.goal.success || !parsed.cancelledBy.success || rest.length > 0) {
    throw new Error(`The count ${key} is not known.`);
  }
  return { status: parsed.status.data, goal: parsed.goal.data, cancelled_by: parsed.cancelledBy.data };
}
