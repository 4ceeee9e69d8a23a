import { ApiError, codeOfStatus } from "./api-error.ts";
import type { DueQueue } from "./due-queue.ts";
import type { RequestFault } from "./script.ts";
import { waitMs } from "./wait-ms.ts";

/** Delays or fails a later request about a run, as its script says. `earlier` is how many came before. */
export async function meetRequestFault(
  dueQueue: DueQueue,
  fault: RequestFault | undefined,
  earlier: number,
): Promise<void> {
  if (!fault || earlier >= (fault.times ?? Infinity)) return;
  await waitMs(dueQueue, fault.delay_ms ?? 0);
  if (fault.http_status === undefined) return;
  const message = "The script asked for this failure.";
  throw new ApiError({ status: fault.http_status, code: codeOfStatus(fault.http_status), message });
}
