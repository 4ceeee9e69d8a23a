import pg from "pg";
import type { TransactionGuard } from "./transaction-guard.ts";

type OnConnect = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A pool that gives no connection to code inside one of its own transactions. Its `query` goes through `connect` too. */
export class GuardedPool extends pg.Pool {
  readonly #guard: TransactionGuard;

  constructor(guard: TransactionGuard, config: pg.PoolConfig) {
    super(config);
    this.#guard = guard;
    // A connection that breaks leaves the pool. Whoever uses it learns it from the statement that fails; while it is
    // idle nobody has to. Without listeners the process would end.
    this.on("error", () => undefined);
    this.on("connect", (client) => void client.on("error", () => undefined));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: OnConnect): void;
  override connect(callback?: OnConnect): Promise<pg.PoolClient> | void {
    this.#guard.assertOutside();
    return callback === undefined ? super.connect() : super.connect(callback);
  }
}
