import type { RunResult } from "@tfbench/contracts";

/** The part of a run that a server's books can be held against. */
type BookedRun = Pick<
  RunResult,
  | "status"
  | "stamps"
  | "ttft_sent_ms"
  | "tpot_ms"
  | "inter_token_stats"
  | "input_tokens"
  | "cached_tokens"
  | "output_tokens"
>;

class Mean {
  #sum = 0;
  #weight = 0;

  add(sum: number | null, weight = 1): void {
    if (sum === null) return;
    this.#sum += sum;
    this.#weight += weight;
  }

  get value(): number | null {
    return this.#weight === 0 ? null : this.#sum / this.#weight;
  }
}

/**
 * What this program says happened, by the definitions of servers: over every run that was sent, warm-up included, counted
 * from the moment the request was sent, because a server knows nothing of dialling.
 */
export class OwnBook {
  /** Runs that completed, and those that were sent and ended otherwise: the server may have counted parts of these. */
  completed = 0;
  unfinished = 0;
  readonly ttftMs = new Mean();
  readonly e2eMs = new Mean();
  /** Between content events, pooled over all gaps. */
  readonly gapMs = new Mean();
  /** Time per output token, pooled over all tokens, and as the mean of the runs' own. */
  readonly perTokenMs = new Mean();
  readonly runPerTokenMs = new Mean();
  readonly #tokens = { input: 0, uncached: 0, output: 0 };
  #areInputsKnown = true;
  #areOutputsKnown = true;

  add(run: BookedRun): void {
    if (run.stamps.sent === null) return;
    if (run.status !== "completed") {
      this.unfinished += 1;
      return;
    }
    this.completed += 1;
    this.#addTimes(run, run.stamps.sent);
    if (run.input_tokens === null) this.#areInputsKnown = false;
    if (run.output_tokens === null) this.#areOutputsKnown = false;
    this.#tokens.input += run.input_tokens ?? 0;
    this.#tokens.uncached += (run.input_tokens ?? 0) - (run.cached_tokens ?? 0);
    this.#tokens.output += run.output_tokens ?? 0;
  }

  #addTimes({ stamps, ttft_sent_ms, tpot_ms, inter_token_stats }: BookedRun, sent: number): void {
    const { first_content, last_content, terminal } = stamps;
    this.ttftMs.add(ttft_sent_ms);
    if (terminal !== null) this.e2eMs.add(terminal - sent);
    if (inter_token_stats !== null) {
      this.gapMs.add(inter_token_stats.mean * inter_token_stats.count, inter_token_stats.count);
    }
    this.runPerTokenMs.add(tpot_ms);
    if (tpot_ms === null || first_content === null || last_content === null) return;
    const spanMs = last_content - first_content;
    this.perTokenMs.add(spanMs, spanMs / tpot_ms);
  }

  /** Null where a completed run did not say; `uncached`: less what came from a cache. */
  get tokens(): { input: number | null; uncached: number | null; output: number | null } {
    const { input, uncached, output } = this.#tokens;
    const known = this.#areInputsKnown;
    return {
      input: known ? input : null,
      uncached: known ? uncached : null,
      output: this.#areOutputsKnown ? output : null,
    };
  }
}
