/** Tells a caller that repeated itself from one that was first. */
export const replayHeader = (isReplayed: boolean): Record<string, string> =>
  isReplayed ? { "Idempotency-Replayed": "true" } : {};
