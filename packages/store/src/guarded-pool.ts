import pg from "pg";
import type { TransactionGuard } from "./transaction-guard.ts";

type OnConnect = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void;

/** A pool that gives no connection to code inside one of its own transactions. Its `query` goes through `connect` too. */
export class GuardedPool extends pg.Pool {
  readonly #guard: TransactionGuard;

  constructor(guard: TransactionGuard, config: pg.PoolConfig) {
    super(config);
    this.#guard = guard;
    // An idle connection that breaks has left the pool; the next statement opens another one and says what is wrong.
    this.on("error", () => undefined);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: OnConnect): void;
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | void {
    this.#guard.assertOutside();
    return callback === undefined ? super.connect() : super.connect(callback);
  }
}
