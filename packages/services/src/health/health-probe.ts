import type { Health } from "@tfbench/contracts";
import { health } from "@tfbench/store";
import type { Database } from "@tfbench/store";

/** What the database said, and how long it took to. */
export type HealthReading = Pick<Health, "workers" | "queue"> & { latency_ms: number };
/** `first_patience_ms` holds while there is no reading to give instead. */
export type HealthQuestion = { now: Date; patience_ms: number; first_patience_ms: number };
/** `answered`: whether the reading is of this very moment; otherwise it is the last one there was. */
export type HealthAnswer = { answered: boolean; reading: HealthReading | null; isFailing: boolean };

const WORKER_SEEN_WITHIN_MS = 60_000;

/**
 * Asks the database how it is, one question at a time however many want to know: PGlite has one connection, and
 * watchers must not add to what it is busy with. Whoever does not get an answer within the patience given gets the
 * last one; the question stays open and its answer serves whoever asks next.
 */
export class HealthProbe {
  readonly #db: Database;
  readonly #projectId: number;
  #latest: HealthReading | null = null;
  #isFailing = false;
  #open: Promise<void> | null = null;

  constructor(db: Database, projectId: number) {
    this.#db = db;
    this.#projectId = projectId;
  }

  async ask({ now, patience_ms, first_patience_ms }: HealthQuestion): Promise<HealthAnswer> {
    const answered = await isDoneWithin(this.#question(now), this.#latest === null ? first_patience_ms : patience_ms);
    return { answered: answered && !this.#isFailing, reading: this.#latest, isFailing: this.#isFailing };
  }

  #question(now: Date): Promise<void> {
    const open = this.#open ?? this.#read(now).finally(() => (this.#open = null));
    this.#open = open;
    return open;
  }

  async #read(now: Date): Promise<void> {
    const startedAtMs = performance.now();
    try {
      const depth = await health.queueDepth(this.#db, this.#projectId);
      const latency_ms = performance.now() - startedAtMs;
      const queued_batches = await health.queuedBatches(this.#db, this.#projectId);
      const workers = await health.workers(this.#db, new Date(now.getTime() - WORKER_SEEN_WITHIN_MS).toISOString());
      const queue = {
        queued_batches,
        queued_runs: depth.queued,
        running_runs: depth.running,
        oldest_queued_at: depth.oldest_queued_at,
      };
      this.#latest = { workers, queue, latency_ms };
      this.#isFailing = false;
    } catch {
      // Not being reachable is what this probe reports; the statement's own error reaches the log through its users.
      this.#isFailing = true;
    }
  }
}

async function isDoneWithin(work: Promise<void>, patience_ms: number): Promise<boolean> {
  const { promise: ranOut, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), patience_ms);
  try {
    return await Promise.race([work.then(() => true), ranOut]);
  } finally {
    clearTimeout(timer);
  }
}
