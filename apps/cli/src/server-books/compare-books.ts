import type { ServerBooks, ServerBooksFigure } from "@tfbench/contracts";
import { KNOWN_FIGURES } from "./known-figures.ts";
import type { KnownFigure } from "./known-figures.ts";
import type { OwnBook } from "./own-book.ts";
import type { ServerTotals } from "./server-totals.ts";

const MOST_DIFFERENCE = 0.05;
const MS_PER_SECOND = 1000;
const TITLES: Record<ServerBooksFigure["name"], string> = {
  requests: "requests",
  prompt_tokens: "prompt tokens",
  generation_tokens: "generated tokens",
  ttft_ms: "mean TTFT",
  inter_token_ms: "mean time between tokens",
  e2e_ms: "mean time of a request",
};

type BooksGiven = { url: string; before: ServerTotals; after: ServerTotals; own: OwnBook };

/** What the server says happened between two readings of its totals, beside what this program measured. */
export function compareBooks({ url, before, after, own }: BooksGiven): ServerBooks {
  const { kind } = after;
  const increase = (name: string): number | null => {
    const [from, to] = [before.read(name), after.read(name)];
    // A series that was not there yet had counted nothing.
    return to === null ? null : to - (from ?? 0);
  };
  const succeeded = after.succeeded === null ? null : after.succeeded - (before.succeeded ?? 0);
  const known = firstOfEach(KNOWN_FIGURES[kind], increase);
  if (before.kind !== kind || [succeeded, ...known.map(({ server }) => server)].some((value) => (value ?? 0) < 0)) {
    const sentence = "The server's counts began anew during the load: it was restarted, and its books say nothing.";
    return { url, server: kind, verdict: "unread", sentences: [sentence], figures: [] };
  }
  const requests = figureOf("requests", { unit: "requests", source: null, server: succeeded, ours: own.completed });
  const figures = [
    requests,
    ...known.map(({ figure, server }) => figureOf(figure.name, { ...figure, server, ours: figure.ours(own) })),
  ];
  return { url, server: kind, ...judge(succeeded, figures, own), figures };
}

type Known = { figure: KnownFigure; server: number | null };

function firstOfEach(figures: readonly KnownFigure[], increase: (name: string) => number | null): Known[] {
  const found = new Map<string, Known>();
  for (const figure of figures) {
    const server = serverFigure(figure, increase);
    if ((found.get(figure.name)?.server ?? null) === null) found.set(figure.name, { figure, server });
  }
  return [...found.values()];
}

function serverFigure({ from }: KnownFigure, increase: (name: string) => number | null): number | null {
  if ("counter" in from) return increase(from.counter);
  const [sum, count] = [increase(from.sum), increase(from.count)];
  return sum === null || count === null || count === 0 ? null : (sum / count) * MS_PER_SECOND;
}

type FigureGiven = Pick<ServerBooksFigure, "unit" | "source" | "server" | "ours">;

function figureOf(name: ServerBooksFigure["name"], { unit, source, server, ours }: FigureGiven): ServerBooksFigure {
  const difference = server === null || ours === null || server === 0 ? null : (ours - server) / server;
  return { name, unit, source: server === null ? null : source, server, ours, difference };
}

/** Requests that ended otherwise than ours might be counted either way, so the count may lie in between. */
function judge(
  succeeded: number | null,
  figures: readonly ServerBooksFigure[],
  { completed, unfinished }: OwnBook,
): Pick<ServerBooks, "verdict" | "sentences"> {
  if (succeeded !== null && (succeeded < completed || succeeded > completed + unfinished)) {
    const sentence = `Not attributable: the server counted ${succeeded} requests between begin and end and ours were ${completed}. Others used it too, or its metrics are of another server.`;
    return { verdict: "not_attributable", sentences: [sentence] };
  }
  const sentences: string[] = [];
  if (succeeded === null) sentences.push("The server counts no requests: whether others used it too cannot be told.");
  if (unfinished > 0) {
    sentences.push(`${unfinished} runs were sent and did not complete; the server may have counted their tokens.`);
  }
  const off = figures.filter((figure) => figure.unit !== "requests" && isOff(figure));
  const judged = unfinished > 0 ? off.filter(({ unit }) => unit !== "tokens") : off;
  return { verdict: judged.length > 0 ? "differ" : "agree", sentences: [...sentences, ...judged.map(describe)] };
}

function isOff({ server, ours, difference }: ServerBooksFigure): boolean {
  if (server === null || ours === null) return false;
  return difference === null ? ours !== server : Math.abs(difference) > MOST_DIFFERENCE;
}

function describe({ name, difference }: ServerBooksFigure): string {
  if (difference === null) return `Two books: the server counted no ${TITLES[name]} at all, and we did.`;
  const percent = Math.round(Math.abs(difference) * 100);
  return `Two books: our ${TITLES[name]} is ${percent} % ${difference > 0 ? "above" : "below"} the server's own.`;
}
