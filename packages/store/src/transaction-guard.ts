import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Knows whether the running code is inside a transaction of one database. There a statement on the database itself
 * would wait for the transaction that waits for it: on PGlite for ever, on PostgreSQL once the pool is empty.
 */
export type TransactionGuard = {
  assertOutside(): void;
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function createTransactionGuard(): TransactionGuard {
  const scope = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    assertOutside() {
      // Timers and listeners made inside keep the scope; after its end they are free.
      if (scope.getStore()?.isOpen !== true) return;
      throw new Error("A statement on the database inside its own transaction: use the transaction's handle.");
    },
    async run(work) {
      const transaction = { isOpen: true };
      try {
        return await scope.run(transaction, work);
      } finally {
        transaction.isOpen = false;
      }
    },
  };
}
