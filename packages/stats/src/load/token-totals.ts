import type { LoadReport } from "@tfbench/contracts";
import type { LoadRun } from "./load-run.ts";

/** Server and client may count a few tokens differently; beyond this one of them is wrong. */
const TOLERATED_MISMATCH = 0.1;

/** Adds up tokens. A kind that no run reported stays null: unknown is not zero. */
export class TokenTotals {
  readonly #totals: LoadReport["tokens"] = {
    input: null,
    output: null,
    reasoning: null,
    cached: null,
    unknown_runs: 0,
    checked_runs: 0,
    mismatched_runs: 0,
  };

  add({ input_tokens, output_tokens, reasoning_tokens, cached_tokens, client_output_tokens }: LoadRun): void {
    const totals = this.#totals;
    totals.input = plus(totals.input, input_tokens);
    totals.output = plus(totals.output, output_tokens);
    totals.reasoning = plus(totals.reasoning, reasoning_tokens);
    totals.cached = plus(totals.cached, cached_tokens);
    if (output_tokens === null) totals.unknown_runs += 1;
    else if (client_output_tokens !== null) {
      totals.checked_runs += 1;
      if (differs(output_tokens, client_output_tokens)) totals.mismatched_runs += 1;
    }
  }

  totals(): LoadReport["tokens"] {
    return { ...this.#totals };
  }
}

const plus = (sum: number | null, count: number | null): number | null => (count === null ? sum : (sum ?? 0) + count);

const differs = (server: number, client: number): boolean =>
  Math.abs(server - client) > TOLERATED_MISMATCH * Math.max(server, client);
