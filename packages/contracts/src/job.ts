/** Payloads of the queue: ids, nothing else. */
export type JobPayloads = {
  "batch.execute": { batch_id: number };
};
export type JobName = keyof JobPayloads;
