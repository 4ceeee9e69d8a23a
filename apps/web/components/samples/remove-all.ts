import type { Client } from "@tfbench/client";

const PER_CALL = 500;

type Removal = {
  api: Pick<Client, "removeSamples">;
  /** Told after each step how many sample runs are left. */
  onProgress: (remaining: number) => void;
  signal: AbortSignal;
};

/** Removes sample runs step by step until none is left or it is stopped; after each step what remains is whole. */
export async function removeAll({ api, onProgress, signal }: Removal): Promise<number> {
  for (;;) {
    const { remaining_runs: remaining } = await api.removeSamples({ limit: PER_CALL });
    onProgress(remaining);
    if (remaining === 0 || signal.aborted) return remaining;
  }
}
