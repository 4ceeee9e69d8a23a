import { setTimeout as wait } from "node:timers/promises";
import type { ServerBooks } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { withoutSecrets } from "../local/without-secrets.ts";
import { compareBooks } from "./compare-books.ts";
import { fetchMetricsText } from "./fetch-metrics-text.ts";
import type { MetricsPlace } from "./fetch-metrics-text.ts";
import type { OwnBook } from "./own-book.ts";
import { parsePrometheusText } from "./parse-prometheus-text.ts";
import { serverTotals } from "./server-totals.ts";
import type { ServerTotals } from "./server-totals.ts";

/** A server may count a request a little after its last byte was read here. */
const TRIES = 20;
const BETWEEN_TRIES_MS = 100;

export type OpenServerBooks = {
  /** Reads the totals again and compares what was counted since. Never rejects: a load's report must not be lost. */
  close(own: OwnBook): Promise<ServerBooks>;
};

/** Reads a server's totals before the load. Rejects with a CliError where there are none, before anything was sent. */
export async function openServerBooks(place: MetricsPlace): Promise<OpenServerBooks> {
  const url = withoutSecrets(place.url);
  const before = await readTotals(place).catch((cause: unknown) => {
    throw new CliError(EXIT_CODE.usage, `The server's metrics at ${url} cannot be read: ${messageOf(cause)}.`, {
      hint: "vLLM serves them at /metrics, SGLang with --enable-metrics, llama.cpp with --metrics.",
      cause,
    });
  });
  return {
    async close(own) {
      try {
        return compareBooks({ url, before, after: await readCaughtUp(place, before, own), own });
      } catch (cause) {
        const sentence = `The server's metrics could not be read after the load: ${messageOf(cause)}.`;
        return { url, server: before.kind, verdict: "unread", sentences: [sentence], figures: [] };
      }
    },
  };
}

async function readCaughtUp(place: MetricsPlace, before: ServerTotals, own: OwnBook): Promise<ServerTotals> {
  let after = await readTotals(place);
  for (let tries = 1; tries < TRIES; tries += 1) {
    if (after.succeeded === null || after.succeeded - (before.succeeded ?? 0) >= own.completed) return after;
    await wait(BETWEEN_TRIES_MS);
    after = await readTotals(place);
  }
  return after;
}

async function readTotals(place: MetricsPlace): Promise<ServerTotals> {
  const totals = serverTotals(parsePrometheusText(await fetchMetricsText(place)));
  if (totals === null) throw new Error("they hold no metric of vLLM, SGLang or llama.cpp");
  return totals;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
