import { AppError } from "@tfbench/contracts";
import pg from "pg";
import { setTimeout as delay } from "node:timers/promises";

const FIRST_DELAY_MS = 50;
const LAST_DELAY_MS = 1_000;

/**
 * Tries idempotent work again while the database cannot be reached, or undid the transaction for another's sake. What
 * it refuses for the statement's own sake is final.
 */
export async function retryTransient(work: () => Promise<void>, forMs: number): Promise<void> {
  const startMs = performance.now();
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(delayMs * 2, LAST_DELAY_MS)) {
    try {
      return await work();
    } catch (cause) {
      if (!isTransient(cause) || performance.now() - startMs > forMs) throw cause;
      await delay(delayMs);
    }
  }
}

/** SQLSTATE classes 08 (connection), 40 (deadlock), 53 (resources), 57 (shutdown); errors without one come from the socket. */
function isTransient(cause: unknown): boolean {
  if (cause instanceof pg.DatabaseError) return /^(08|40|53|57)/.test(cause.code ?? "");
  return (
    cause instanceof Error && !(cause instanceof AppError || cause instanceof TypeError || cause instanceof RangeError)
  );
}
