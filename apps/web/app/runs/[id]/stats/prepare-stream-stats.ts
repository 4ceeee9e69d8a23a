import type { Run } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";
import { formatLength } from "../format-length.ts";
import { connectionStat, startStat } from "./connection-stats.ts";
import { gapStat, stallStat, type GapWords } from "./gap-stats.ts";
import { part, timed, withoutEnd, withoutTotal, type Stat } from "./stat.ts";

const CHUNKS: GapWords = { noun: "chunk", plural: "chunks", rest: "A chunk may hold several tokens." };

/** The figures of a run whose stream is text. */
export function prepareStreamStats(run: Run): Stat[] {
  const without = withoutEnd(run) ?? "the stream brought no content";
  return [
    timed({
      title: "Response, from due",
      definition: "From the moment the load profile said the run should start to its end: waiting is included.",
      valueMs: run.response_ms,
      note: null,
      why: withoutTotal(run),
    }),
    timed({
      title: "Total time",
      definition: "From the run's first act on the network to its terminal event (service time).",
      valueMs: run.total_duration_ms,
      note: null,
      why: withoutTotal(run),
    }),
    timed({
      title: "Time to first token",
      definition:
        "From the run's first act on the network to the first content: answer, reasoning or tool-call text. Events without content do not count.",
      valueMs: run.ttft_ms,
      note: firstTokenNote(run),
      why: without,
    }),
    timed({
      title: "Time to first answer token",
      definition: "The same for the answer alone, reasoning left out.",
      valueMs: run.ttfo_ms,
      note: null,
      why: withoutEnd(run) ?? "the stream brought no answer",
    }),
    perTokenStat(run),
    gapStat(run, CHUNKS),
    stallStat(run, CHUNKS),
    tokenStat(run),
    chunkStat(run),
    finishStat(run),
    timed({
      title: "Headers",
      definition: "From the run's first act on the network to the headers of the response.",
      valueMs: run.headers_ms,
      note: null,
      why: withoutEnd(run) ?? "no headers came",
    }),
    connectionStat(run),
    startStat(run),
    costStat(run),
  ];
}

function firstTokenNote({ response_ttft_ms: fromDue, has_hidden_reasoning: isHidden }: Run): string | null {
  const notes = [
    ...(fromDue === null ? [] : [`${formatLength(fromDue)} from due`]),
    ...(isHidden === true ? ["includes hidden thinking"] : []),
  ];
  return notes.join("; ") || null;
}

function perTokenStat(run: Run): Stat {
  const { tpot_ms: tpot, output_tokens_per_second: speed, first_chunk_tokens: first } = run;
  const notes = [
    ...(speed === null ? [] : [`${formatNumber(speed, 1)} tokens/s`]),
    ...(first === null ? ["first chunk taken for 1 token"] : []),
  ];
  return {
    title: "Time per output token",
    definition:
      "From the first content to the last, divided by the tokens that streamed in between; those of the first chunk are not counted, one where their number is not known.",
    parts: tpot === null ? [] : [part(`${formatNumber(tpot, 2)} ms`)],
    note:
      tpot === null ? (withoutEnd(run) ?? "not known: no token count, or a single chunk") : notes.join("; ") || null,
  };
}

function tokenStat(run: Run): Stat {
  const { input_tokens: input, output_tokens: output, reasoning_tokens: reasoning, cached_tokens: cached } = run;
  const said = (count: number | null) => (count === null ? "?" : formatNumber(count));
  const notes = [
    ...(reasoning === null || reasoning === 0 ? [] : [`${formatNumber(reasoning)} of reasoning`]),
    ...(cached === null || cached === 0 ? [] : [`${formatNumber(cached)} from a cache`]),
    ...(run.client_output_tokens === null ? [] : [`${formatNumber(run.client_output_tokens)} out by our count`]),
  ];
  const isKnown = input !== null || output !== null;
  return {
    title: "Tokens, in / out",
    definition: "As the server counted them. Our own count of the streamed text is a cross-check and never the figure.",
    parts: isKnown ? [part(said(input)), part(said(output))] : [],
    note: isKnown ? notes.join("; ") || null : (withoutEnd(run) ?? ["not counted by the server", ...notes].join("; ")),
  };
}

function chunkStat(run: Run): Stat {
  const { content_chunks: chunks, is_buffered: isBuffered, malformed_events: malformed } = run;
  const notes = [
    ...(isBuffered === true ? ["buffered: they came in almost no time"] : []),
    ...(malformed === null || malformed === 0 ? [] : [`${countOf(malformed, "event")} could not be read`]),
  ];
  return {
    title: "Content chunks",
    definition: "Events of the stream that carried content.",
    parts: chunks === null ? [] : [part(formatNumber(chunks))],
    note: chunks === null ? (withoutEnd(run) ?? "not counted") : notes.join("; ") || null,
  };
}

function finishStat(run: Run): Stat {
  const { finish_reason: reason } = run;
  return {
    title: "Finish reason",
    definition: "Why the server says that the text ended, in its own word.",
    parts: reason === null ? [] : [part(reason)],
    note: reason === null ? (withoutEnd(run) ?? "the server gave none") : null,
  };
}

function costStat(run: Run): Stat {
  const { cost_usd: cost, price_version: version } = run;
  return {
    title: "Cost",
    definition: "By the target's price at the time of the run. Unknown is not free.",
    parts: cost === null ? [] : [part(formatUsd(cost))],
    note:
      cost === null ? (withoutEnd(run) ?? "not known: no price") : version === null ? null : `price version ${version}`,
  };
}
