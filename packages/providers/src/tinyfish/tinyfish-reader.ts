import type { BatchPlan, JsonValue } from "@tfbench/contracts";
import type {
  AgentReader,
  Conclusion,
  EventMeaning,
  HttpAnswer,
  ProviderEnding,
  ProviderFacts,
  RowReading,
  StreamEvent,
} from "@tfbench/engine";
import { parseRecord, type JsonRecord } from "../parse-json.ts";
import { concludeLastWord, concludeRefusal, concludeUnfinished } from "./conclude-run.ts";
import { readProviderError, type ProviderError } from "./provider-error.ts";
import { isOverStatus, readRunRow } from "./run-row.ts";
import { fieldOf, readTinyfishEvents, textOf } from "./tinyfish-event.ts";

/** Ids that may stand in a path and in our column. */
const RUN_ID = /^[\w-]{1,255}$/;
const MAX_ADDRESS_LENGTH = 8_192;
/** More is no plausible count, and its price would not fit our column. */
const MAX_STEPS = 99_999;

const runIdOf = (fields: JsonRecord): string | null => {
  const id = textOf(fields, "run_id", "runId");
  return id !== null && RUN_ID.test(id) ? id : null;
};
const streamingUrlOf = (fields: JsonRecord): string | null => {
  const url = textOf(fields, "streaming_url", "streamingUrl");
  return url !== null && url.length <= MAX_ADDRESS_LENGTH ? url : null;
};

/** Reads one TinyFish run in any of the contract's generations. */
export class TinyfishReader implements AgentReader {
  readonly readAgain = null;
  readonly #prices: BatchPlan["target"]["prices"];
  readonly #isPolled: boolean;
  #runId: string | null;
  #streamingUrl: string | null = null;
  #hasEvents = false;
  #malformedEvents = 0;
  #wasRefused = false;
  #inBandError: ProviderError | null = null;
  #word: { status: string | null; error: ProviderError | null; result: JsonValue } | null = null;
  #row: JsonRecord | null = null;

  constructor(plan: BatchPlan, runId: string | null) {
    this.#runId = runId;
    this.#prices = plan.target.prices;
    this.#isPolled = plan.settings.transport === "async";
  }

  readEvent(event: StreamEvent): EventMeaning[] {
    return readTinyfishEvents(event).map(({ meaning, fields }) => {
      this.#hasEvents = true;
      if (meaning.kind === "malformed") this.#malformedEvents += 1;
      this.#runId ??= runIdOf(fields);
      if (meaning.has_streaming_url) this.#streamingUrl ??= streamingUrlOf(fields);
      if (meaning.kind.toUpperCase() === "ERROR") this.#inBandError ??= readInBandError(fields);
      if (meaning.is_terminal) this.#hear(fields);
      return meaning;
    });
  }

  readStart(answer: HttpAnswer): ProviderEnding | null {
    const isSuccess = answer.status >= 200 && answer.status < 300;
    const body = parseRecord(answer.body_text);
    if (body) this.#runId ??= runIdOf(body);
    if (!isSuccess) return { kind: "refused", answer };
    return this.#runId === null || readProviderError(body?.["error"]) ? { kind: "unfinished", answer } : null;
  }

  readRow(answer: HttpAnswer): RowReading {
    const { reading, row } = readRunRow(answer);
    if (row) this.#row = row;
    if (row) this.#streamingUrl ??= streamingUrlOf(row);
    if (row && this.#isPolled && reading.is_terminal) this.#hear(row);
    return reading;
  }

  readCancel(answer: HttpAnswer): RowReading {
    return readRunRow(answer).reading;
  }

  get isOver(): boolean {
    return isOverStatus(this.#word?.status ?? null);
  }

  facts(): ProviderFacts {
    const steps = this.#row?.["num_of_steps"];
    return {
      provider_run_id: this.#runId,
      streaming_url: this.#streamingUrl,
      response_json: this.#word?.result ?? null,
      provider_run: this.#row,
      steps: typeof steps === "number" && Number.isInteger(steps) && steps >= 0 && steps <= MAX_STEPS ? steps : null,
      provider_queue_ms: betweenInstants(this.#row, "created_at", "started_at"),
      provider_run_ms: betweenInstants(this.#row, "started_at", "finished_at"),
      usage: null,
      finish_reason: null,
      output: null,
      first_chunk_tokens: null,
      malformed_events: this.#malformedEvents,
    };
  }

  conclude(ending: ProviderEnding): Conclusion {
    switch (ending.kind) {
      case "terminal":
        return concludeLastWord({ status: this.#word?.status ?? null, error: this.#lastError() });
      case "refused":
        this.#wasRefused = this.#runId === null && ending.answer.status >= 300 && ending.answer.status < 500;
        return concludeRefusal(ending.answer);
      case "unfinished":
      case "cut_off":
        return concludeUnfinished({
          answer: ending.answer,
          hasEvents: this.#hasEvents,
          inBandError: this.#inBandError,
        });
    }
  }

  /** Steps cost whatever became of the run, unless the price table says that only completed runs are billed. */
  costUsd(wasSent: boolean): number | null {
    const { usd_per_step, bills } = this.#prices;
    if (usd_per_step === null) return null;
    // Without a run there is no step: that is known to cost nothing.
    if (!wasSent || this.#wasRefused) return 0;
    const status = this.#word?.status ?? (this.#row ? textOf(this.#row, "status")?.toUpperCase() : null) ?? null;
    if (bills === "completed" && status !== "COMPLETED") return isOverStatus(status) ? 0 : null;
    const { steps } = this.facts();
    return steps === null ? null : roundToMicroUsd(steps * usd_per_step);
  }

  #hear(fields: JsonRecord): void {
    this.#word ??= {
      status: textOf(fields, "status")?.toUpperCase() ?? null,
      error: withHelp(readProviderError(fields["error"]), fields),
      result: fieldOf(fields, "result", "resultJson", "result_json"),
    };
  }

  /** The string form of an error names no code; the provider's record of the same run may. */
  #lastError(): ProviderError | null {
    const error = this.#word?.error ?? null;
    if (error?.code || error?.category || this.#word?.status !== "FAILED") return error;
    return readProviderError(this.#row?.["error"]) ?? error;
  }
}

/** The string form keeps its help beside the error, not inside. */
function withHelp(error: ProviderError | null, fields: JsonRecord): ProviderError | null {
  return error && { ...error, help: error.help ?? textOf(fields, "help_message", "help_url") };
}

function readInBandError(fields: JsonRecord): ProviderError | null {
  return readProviderError(fields["error"]) ?? readProviderError(fields);
}

function betweenInstants(row: JsonRecord | null, from: string, to: string): number | null {
  const fromMs = Date.parse(row ? (textOf(row, from) ?? "") : "");
  const toMs = Date.parse(row ? (textOf(row, to) ?? "") : "");
  return toMs >= fromMs ? toMs - fromMs : null;
}

const roundToMicroUsd = (usd: number): number => Math.round(usd * 1e6) / 1e6;
