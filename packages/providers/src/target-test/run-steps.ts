import type { TargetTestStep } from "@tfbench/contracts";
import { StepFailure } from "./step-failure.ts";

export type Done<T> = { value: T; sentence: string };
export type Step<T> = {
  name: TargetTestStep["name"];
  limitMs: number;
  work: (signal: AbortSignal) => Promise<Done<T>> | Done<T>;
};

/** Rejects when the phase must end, whatever the work does. */
const stopped = <T>(signal: AbortSignal): Promise<T> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(new StepFailure("Stopped."));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });

/** What the work throws at once is a rejection like any other. */
const begin = async <T>(work: Step<T>["work"], signal: AbortSignal): Promise<Done<T>> => work(signal);

/** Runs steps one after another, notes how each went, and stops for good at the first that fails. */
export class StepRunner {
  readonly steps: TargetTestStep[] = [];
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** What the step brought; null when it failed, which is then noted. */
  async run<T>({ name, limitMs, work }: Step<T>): Promise<{ value: T } | null> {
    const startMs = performance.now();
    const note = (ok: boolean, sentence: string) =>
      this.steps.push({ name, ok, ms: Math.round((performance.now() - startMs) * 10) / 10, sentence });
    // Ended with its step: what a step opened lives on in the next one, which has a limit of its own.
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, limitMs);
    this.#signal.addEventListener("abort", stop, { once: true });
    if (this.#signal.aborted) stop();
    try {
      const { value, sentence } = await Promise.race([stopped<Done<T>>(limit.signal), begin(work, limit.signal)]);
      note(true, sentence);
      return { value };
    } catch (cause) {
      if (!(cause instanceof StepFailure)) throw cause;
      note(false, limit.signal.aborted ? this.#describeStop(name, limitMs) : cause.message);
      return null;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", stop);
    }
  }

  #describeStop(name: string, limitMs: number): string {
    if (this.#signal.aborted) return "The test was stopped here.";
    return `The step ${name} took longer than ${limitMs / 1_000} s. Check the address, and what stands between.`;
  }
}
