import type { Run } from "@tfbench/contracts";
import { withoutEnd } from "./stat.ts";

/** Why nothing is known of a stream, where that is not the stream's own doing. */
export const withoutEvents = (run: Run): string | null =>
  withoutEnd(run) ??
  (run.status === "completed" && run.progress_events === null ? "the run was polled: no stream" : null);
