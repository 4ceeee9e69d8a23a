import { engineHealthOf } from "@tfbench/engine";
import type { ThreadHealth } from "@tfbench/engine";
import type { EngineHealth } from "@tfbench/stats";

export type EndCounts = {
  runs: number;
  aborted: number;
  no_file_handles: number;
  no_ports: number;
  coalesced: number;
  streamed: number;
};

/** What the threads noticed about themselves, and what became of the runs. */
export const toEngineHealth = (threads: readonly ThreadHealth[], counts: EndCounts): EngineHealth => ({
  ...engineHealthOf(threads),
  coalesced_share: counts.streamed === 0 ? null : counts.coalesced / counts.streamed,
  no_file_handles: counts.no_file_handles,
  no_ports: counts.no_ports,
  aborted: counts.aborted,
  runs: counts.runs,
});
