import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type * as schema from "./schema.ts";

export type Drizzle = NodePgDatabase<typeof schema>;

/** Where statements go: the database itself, or one transaction. */
export type Sql = {
  /** Runs one statement. Objects among the values become JSON, arrays become PostgreSQL arrays. */
  query<T extends Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<T[]>;
  readonly drizzle: Drizzle;
};

const commitListeners = new WeakMap<Sql, (() => void)[]>();

/** Runs `listener` when the transaction has committed, never when it was rolled back; at once outside of one. */
export function afterCommit(sql: Sql, listener: () => void): void {
  const listeners = commitListeners.get(sql);
  if (listeners === undefined) return listener();
  listeners.push(listener);
}

/** Marks `tx` as a transaction; the returned function tells its listeners that it committed. */
export function trackCommit(tx: Sql): () => void {
  const listeners: (() => void)[] = [];
  commitListeners.set(tx, listeners);
  return () => {
    commitListeners.delete(tx);
    for (const listener of listeners) listener();
  };
}
