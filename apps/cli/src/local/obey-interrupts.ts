import type { LoadExecution } from "@tfbench/engine";
import type { Interrupts } from "../command-context.ts";

/** The first interrupt lets runs in flight end, the second ends them. */
export function obeyInterrupts(interrupts: Interrupts, execution: LoadExecution): () => void {
  const stop = (): void => execution.stop();
  const cancel = (): void => execution.cancel();
  interrupts.soft.addEventListener("abort", stop, { once: true });
  interrupts.hard.addEventListener("abort", cancel, { once: true });
  if (interrupts.soft.aborted) stop();
  return () => {
    interrupts.soft.removeEventListener("abort", stop);
    interrupts.hard.removeEventListener("abort", cancel);
  };
}
