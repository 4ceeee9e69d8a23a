import { AppError } from "@tfbench/contracts";
import { isUnreachable } from "@tfbench/store";

/** What callers are told when their work failed because the database was away; null when it failed for another reason. */
export const unreachableDatabase = (cause: unknown): AppError | null =>
  isUnreachable(cause)
    ? new AppError("unavailable", "The database cannot be reached at the moment.", {
        hint: "Try again in a moment; the server goes on by itself once the database is back. See /health.",
        cause,
      })
    : null;
