import type { EngineHealth, Validity } from "@tfbench/contracts";
import { addRunTokens, decodeChunkLog, judgeValidity, LoadTally } from "@tfbench/stats";
import { loadRuns, reportBatches } from "@tfbench/store";
import type { BatchEnd, BatchEnding, LoadRunRow } from "@tfbench/store";
import type { Context } from "../context.ts";

type CountedOfRuns = Pick<EngineHealth, "coalesced_share" | "no_file_handles" | "no_ports" | "aborted" | "runs">;
export type SeenByThreads = Omit<EngineHealth, keyof CountedOfRuns>;
export type LoadEnding = Pick<BatchEnd, "load_report" | "validity" | "engine_health">;
type Reason = Validity["reasons"][number];

export const NO_LOAD: LoadEnding = { load_report: null, validity: null, engine_health: null };

const RUNS_PER_READ = 500;
const NOTHING_SEEN: SeenByThreads = {
  loop_delay_p99_ms: null,
  cpu_share: null,
  longest_gc_pause_ms: null,
  lag_p99_ms: null,
  backlog_bytes: 0,
  backlog_limit_bytes: 1,
};

/** What a load showed and whether that may be believed, from its stored runs; nothing for agents and where nothing was due. */
export async function describeLoad(
  ctx: Pick<Context, "db">,
  { batch_id, provider, load }: Pick<BatchEnding, "batch_id" | "provider" | "load">,
  seen: SeenByThreads | null,
): Promise<LoadEnding> {
  if (provider === "tinyfish") return NO_LOAD;
  const tally = new LoadTally({ load, slo: [] });
  const counted = new RunCounter();
  for await (const page of loadRuns.readPages(ctx.db, batch_id, RUNS_PER_READ))
    for (const row of page) {
      counted.add(row);
      addToTally(tally, row);
    }
  if (counted.started === 0) return NO_LOAD;
  const health = { ...(seen ?? NOTHING_SEEN), ...counted.figures() };
  const overlapping = await reportBatches.overlapping(ctx.db, batch_id);
  return {
    load_report: tally.report(),
    validity: withReasons(judgeValidity(health), [
      ...unwatched(seen),
      ...besides(overlapping),
      ...takenUp(counted.lost),
    ]),
    engine_health: seen === null ? null : health,
  };
}

/** Runs that were never due, because the load ended before, are in none of its figures. */
function addToTally(tally: LoadTally, { stamps, chunk_log, ...row }: LoadRunRow): void {
  if (stamps === null || isUnstarted({ stamps, ...row })) return;
  tally.add({ ...row, stamps });
  if (chunk_log !== null && row.output_tokens !== null)
    addRunTokens(tally.timeline, decodeChunkLog(chunk_log), row.output_tokens);
}

const isUnstarted = ({ stamps, status }: Pick<LoadRunRow, "stamps" | "status">): boolean =>
  stamps?.started === null && (status === "aborted" || status === "cancelled" || status === "budget_stopped");

class RunCounter {
  started = 0;
  lost = 0;
  #runs = 0;
  #aborted = 0;
  #noFileHandles = 0;
  #noPorts = 0;
  #streamed = 0;
  #coalesced = 0;

  add({ status, reason_code, coalesced, started_at }: LoadRunRow): void {
    this.#runs += 1;
    if (started_at !== null) this.started += 1;
    if (status === "aborted") this.#aborted += 1;
    if (status === "aborted" && started_at !== null) this.lost += 1;
    if (reason_code === "no_file_handles") this.#noFileHandles += 1;
    if (reason_code === "no_ports") this.#noPorts += 1;
    if (coalesced !== null) this.#streamed += 1;
    if (coalesced === true) this.#coalesced += 1;
  }

  figures(): CountedOfRuns {
    return {
      coalesced_share: this.#streamed === 0 ? null : this.#coalesced / this.#streamed,
      no_file_handles: this.#noFileHandles,
      no_ports: this.#noPorts,
      aborted: this.#aborted,
      runs: this.#runs,
    };
  }
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
