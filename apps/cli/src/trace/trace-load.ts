import type { LoadProfile } from "@tfbench/contracts";
import type { Trace } from "@tfbench/engine";

type Ceiling = { max_in_flight: number | null; on_full: "wait" | "drop" };

/** The load that sends a trace's requests when they came. */
export const traceLoad = ({ dueOffsetsMs }: Trace, ceiling: Ceiling): LoadProfile => ({
  kind: "replay",
  due_offsets_ms: [...dueOffsetsMs],
  ...ceiling,
});
