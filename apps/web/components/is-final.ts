import type { BatchStatus, RunStatus } from "@tfbench/contracts";

/** Nothing more will happen to it. The words of the contract; its schemas are left out of the browser's script. */
export const isFinalRun = (status: RunStatus): boolean => status !== "queued" && status !== "running";
export const isFinalBatch = (status: BatchStatus): boolean => status !== "queued" && status !== "running";
