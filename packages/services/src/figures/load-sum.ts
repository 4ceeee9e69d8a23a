import type { EngineHealth, LoadProfile, BatchLoadReport } from "@tfbench/contracts";
import { addRunTokens, decodeChunkLog, LoadTally, placeInChat } from "@tfbench/stats";
import type { TurnOfRun } from "@tfbench/stats";
import type { LoadRunRow } from "@tfbench/store";

export type CountedOfRuns = Pick<EngineHealth, "coalesced_share" | "no_file_handles" | "no_ports" | "aborted" | "runs">;
/** `chat_turns`: most turns of a conversation; null where every run stands alone. */
export type LoadOfRuns = { load: LoadProfile; chat_turns: number | null };
export type LoadFigures = {
  load_report: BatchLoadReport;
  counted: CountedOfRuns;
  started: number;
  /** Broken off after they had begun. */
  lost: number;
};

/** Adds up the runs of one load, page by page. */
export class LoadSum {
  readonly #tally: LoadTally;
  readonly #counter = new RunCounter();
  readonly #chatTurns: number | null;

  constructor({ load, chat_turns }: LoadOfRuns) {
    this.#tally = new LoadTally({ load, slo: [] });
    this.#chatTurns = chat_turns;
  }

  add(page: readonly LoadRunRow[]): void {
    for (const row of page) {
      this.#counter.add(row);
      if (row.load_part !== null) {
        this.#addOutside(row);
        continue;
      }
      const turns = this.#chatTurns;
      addToTally(this.#tally, row, turns === null ? null : placeInChat({ turns }, row.batch_index));
    }
  }

  #addOutside(row: LoadRunRow): void {
    if (row.stamps === null || isUnstarted(row)) return;
    if (row.load_part === "warm_up") this.#tally.addWarmUp();
    else this.#tally.addCoolDown();
  }

  figures(): LoadFigures {
    const { started, lost } = this.#counter;
    const { slo: _slo, ...load_report } = this.#tally.report();
    return { load_report, counted: this.#counter.figures(), started, lost };
  }
}

/** Runs that were never due, because the load ended before, are in none of its figures. */
function addToTally(tally: LoadTally, { stamps, chunk_log, ...row }: LoadRunRow, turn: TurnOfRun | null): void {
  if (stamps === null || isUnstarted({ stamps, ...row })) return;
  tally.add({ ...row, stamps }, turn);
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

  add({ status, reason_code, coalesced, started_at, load_part }: LoadRunRow): void {
    if (started_at !== null) this.started += 1;
    if (status === "aborted" && started_at !== null) this.lost += 1;
    if (load_part !== null) return;
    this.#runs += 1;
    if (status === "aborted") this.#aborted += 1;
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
