import type { RunResult, Slo, LoadProfile } from "@tfbench/contracts";
import { plannedEndMs } from "@tfbench/engine";
import type { ChatPlan, EndedRun, LoadProgress } from "@tfbench/engine";
import {
  isAttempted,
  LoadTally,
  LogHistogram,
  partOfLoad,
  placeInChat,
  ThresholdSeries,
  tokenCost,
} from "@tfbench/stats";
import type { BudgetWatch, Margins, TokenPrices, TurnOfRun } from "@tfbench/stats";
import type { RecordFile } from "../record-file/open-record-file.ts";
import { toRecordedRun } from "../record-file/open-record-file.ts";
import type { LiveFigures } from "../live/live-view.ts";
import { OwnBook } from "../server-books/own-book.ts";
import { addTokens } from "./add-tokens.ts";
import type { Gates } from "../thresholds/gates.ts";
import type { EndCounts } from "./engine-health.ts";

const RATE_WINDOW_MS = 2_000;

type FollowerGiven = Margins & {
  load: LoadProfile;
  seed: number;
  slo: readonly Slo[];
  gates: Gates;
  chats: ChatPlan | null;
  file: RecordFile | null;
  prices: TokenPrices | null;
  watch: BudgetWatch;
};

/** Takes what ends: into the tally, into the record file, and into the figures of the live view. */
export class LoadFollower {
  readonly tally: LoadTally;
  readonly thresholds: readonly ThresholdSeries[];
  readonly counts: EndCounts = { runs: 0, aborted: 0, no_file_handles: 0, no_ports: 0, coalesced: 0, streamed: 0 };
  /** Over all runs, as a server counts them. */
  readonly book = new OwnBook();
  readonly #chats: ChatPlan | null;
  readonly #partOf: ReturnType<typeof partOfLoad>;
  readonly #file: RecordFile | null;
  readonly #ttftMs = new LogHistogram();
  readonly #totalMs = new LogHistogram();
  readonly #endedAtMs: number[] = [];
  readonly #prices: TokenPrices | null;
  readonly #watch: BudgetWatch;
  #failed = 0;

  constructor(given: FollowerGiven) {
    this.tally = new LoadTally({ load: given.load, slo: given.slo });
    this.thresholds = given.gates.thresholds.map((one) => new ThresholdSeries(one, given.slo));
    this.#chats = given.chats;
    this.#partOf = partOfLoad(given, plannedEndMs(given.load, given.seed));
    this.#file = given.file;
    this.#prices = given.prices;
    this.#watch = given.watch;
  }

  /** Throws a CliError where the record file can take no more. */
  take(ended: readonly EndedRun[]): void {
    const nowMs = performance.now();
    for (const { index, result: measured } of ended) {
      const result = this.#settle(measured);
      const turn = this.#chats === null ? null : placeInChat(this.#chats, index);
      const part = this.#partOf(turn?.conversation ?? index, result.stamps.due);
      this.#file?.write({
        kind: "run",
        index,
        case: null,
        conversation: turn?.conversation ?? null,
        turn: turn?.turn ?? null,
        is_warm_up: part === "warm_up",
        is_cool_down: part === "cool_down",
        ...toRecordedRun(result),
      });
      if (result.stamps.started !== null) this.#endedAtMs.push(nowMs);
      this.book.add(result);
      if (part === "warm_up") this.tally.addWarmUp();
      else if (part === "cool_down") this.tally.addCoolDown();
      else this.#count(result, turn);
    }
    const oldest = this.#endedAtMs.findIndex((atMs) => atMs > nowMs - RATE_WINDOW_MS);
    if (oldest > 0) this.#endedAtMs.splice(0, oldest);
  }

  figures(progress: LoadProgress, elapsedMs: number): Omit<LiveFigures, "runs" | "durationMs" | "warning"> {
    return {
      progress,
      elapsedMs,
      failed: this.#failed,
      recentPerSecond: (this.#endedAtMs.length / Math.min(RATE_WINDOW_MS, Math.max(1, elapsedMs))) * 1000,
      ttftMs: this.#ttftMs.quantile(0.5),
      totalMs: this.#totalMs.quantile(0.5),
    };
  }

  /** The run with what it cost, and named as stopped by the budget where that kept it from starting. */
  #settle(measured: RunResult): RunResult {
    const result =
      this.#prices === null ? measured : { ...measured, cost_usd: tokenCost(measured, this.#prices), price_version: 1 };
    const { stop } = this.#watch;
    if (stop !== null && result.status === "cancelled" && result.stamps.started === null) {
      return {
        ...result,
        status: "budget_stopped",
        reason_code: stop.budget,
        cancelled_by: null,
        error: `Not started. ${stop.sentence}`,
      };
    }
    this.#watch.take(result);
    return result;
  }

  #count(result: RunResult, turn: TurnOfRun | null): void {
    this.tally.add(result, turn);
    for (const series of this.thresholds) series.add(result);
    addTokens(this.tally, result, result.chunk_log);
    const { counts } = this;
    counts.runs += 1;
    if (result.status === "aborted") counts.aborted += 1;
    if (result.reason_code === "no_file_handles") counts.no_file_handles += 1;
    if (result.reason_code === "no_ports") counts.no_ports += 1;
    if (result.coalesced !== null) counts.streamed += 1;
    if (result.coalesced === true) counts.coalesced += 1;
    if (isAttempted(result) && result.status !== "completed") this.#failed += 1;
    if (result.ttft_ms !== null) this.#ttftMs.add(Math.max(0, result.ttft_ms));
    if (result.total_duration_ms !== null) this.#totalMs.add(Math.max(0, result.total_duration_ms));
  }
}
