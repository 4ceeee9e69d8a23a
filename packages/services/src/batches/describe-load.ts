import type { EngineHealth, Validity } from "@tfbench/contracts";
import { judgeValidity } from "@tfbench/stats";
import { loadRuns, reportBatches } from "@tfbench/store";
import type { BatchEnd, BatchEnding } from "@tfbench/store";
import type { Context } from "../context.ts";
import { addUpLoad } from "../figures/add-up.ts";
import type { CountedOfRuns } from "../figures/load-sum.ts";

export type SeenByThreads = Omit<EngineHealth, keyof CountedOfRuns>;
export type LoadEnding = Pick<BatchEnd, "load_report" | "validity" | "engine_health">;
type Reason = Validity["reasons"][number];

export const NO_LOAD: LoadEnding = { load_report: null, validity: null, engine_health: null };

const RUNS_PER_READ = 500;
const NOTHING_SEEN: SeenByThreads = {
  loop_delay_p99_ms: null,
  cpu_share: null,
  core_wait_share: null,
  longest_gc_pause_ms: null,
  lag_p99_ms: null,
  backlog_bytes: 0,
  backlog_limit_bytes: 1,
};

/** What a load showed and whether that may be believed, from its stored runs; nothing where nothing was due. */
export async function describeLoad(
  ctx: Pick<Context, "db">,
  { batch_id, load, chat_turns, ended_runs }: Pick<BatchEnding, "batch_id" | "load" | "chat_turns" | "ended_runs">,
  seen: SeenByThreads | null,
): Promise<LoadEnding> {
  const pages = loadRuns.readPages(ctx.db, batch_id, RUNS_PER_READ);
  const { load_report, counted, started, lost } = await addUpLoad({ load, chat_turns }, pages, ended_runs);
  if (started === 0) return NO_LOAD;
  const health = { ...(seen ?? NOTHING_SEEN), ...counted };
  const overlapping = await reportBatches.overlapping(ctx.db, batch_id);
  return {
    load_report,
    validity: withReasons(judgeValidity(health), [...unwatched(seen), ...besides(overlapping), ...takenUp(lost)]),
    engine_health: seen === null ? null : health,
  };
}

const suspect = (code: string, sentence: string): Reason => ({ verdict: "suspect", code, sentence });

const unwatched = (seen: SeenByThreads | null): Reason[] =>
  seen === null
    ? [suspect("unwatched", "The worker that measured was lost, and with it what its threads saw of themselves.")]
    : [];

const besides = (overlapping: readonly number[]): Reason[] =>
  overlapping.length === 0
    ? []
    : [
        suspect(
          "overlapping",
          `Other batches ran on the same target, or with the same key, at the same time: ${overlapping.map((id) => `batch ${id}`).join(", ")}.`,
        ),
      ];

const takenUp = (lost: number): Reason[] =>
  lost === 0
    ? []
    : [
        suspect(
          "interrupted",
          "The load was interrupted by the end of its worker; its rate and throughput have a gap.",
        ),
      ];

function withReasons({ verdict, reasons }: Validity, added: readonly Reason[]): Validity {
  if (added.length === 0) return { verdict, reasons };
  return { verdict: verdict === "valid" ? "suspect" : verdict, reasons: [...reasons, ...added] };
}
