import type { Client } from "@tfbench/client";
import type { Batch } from "@tfbench/contracts";
import { outcomeParts, type ProgressPart } from "#components/batches/outcome-parts.ts";
import { nameLoad } from "#components/load/name-load.ts";
import { durationUnitFor, formatDurationIn, type DurationUnit } from "#format/duration-unit.ts";
import { formatNumber } from "#format/format-number.ts";
import type { BatchesParams } from "./search-params.ts";

const PAGE_SIZE = 50;
const given = <Key extends string, Value>(key: Key, values: readonly Value[]) =>
  values.length === 0 ? {} : { [key]: values };

/** What the list asks the API for; server and browser must ask alike. */
export const batchesInput = (params: BatchesParams): Parameters<Client["listBatches"]>[0] => ({
  sort: params.sort,
  limit: PAGE_SIZE,
  ...filterInput(params),
  ...(params.cursor === null ? {} : { cursor: params.cursor }),
});

function filterInput(params: BatchesParams): Parameters<Client["listBatches"]>[0] {
  const search = params.search.trim();
  return {
    ...given("status", params.status),
    ...given("scenario_id", params.scenario),
    ...given("target_id", params.target),
    ...(params.origin === null ? {} : { origin: params.origin }),
    ...(search === "" ? {} : { search }),
  };
}

/** The filters alone, all empty: what "Clear filters" sets. */
export const NO_FILTER = {
  search: null,
  status: null,
  scenario: null,
  target: null,
  origin: null,
  cursor: null,
} as const;

/** How many filters are set, the search apart, which is always in sight. */
export const countFilters = (params: BatchesParams): number =>
  Object.keys(filterInput(params)).filter((key) => key !== "search").length;

export const hasFilter = (params: BatchesParams): boolean => Object.keys(filterInput(params)).length > 0;

export type BatchRow = {
  id: number;
  href: string;
  status: Batch["status"];
  scenario: { name: string; href: string };
  target: string;
  origin: Batch["origin"];
  labels: string;
  createdAt: string;
  runs: string;
  /** When its runs start: "open 50/s, 30 s". */
  load: string;
  parts: readonly ProgressPart[];
  /** The bar in words: "55 completed, 5 timeout". */
  outcomes: string;
  /** From start to end; null while it goes on, and `since` says since when. */
  took: string | null;
  since: string | null;
  /** What speaks against its figures; null where nothing does. */
  doubt: "suspect" | "invalid" | null;
};

function tookMsOf({ started_at: start, finished_at: end }: Batch): number | null {
  return start === null || end === null ? null : Math.max(0, Date.parse(end) - Date.parse(start));
}

/** Decides what the list says, its times in one unit. */
export function prepareBatchRows(batches: readonly Batch[]): { unit: DurationUnit; rows: BatchRow[] } {
  const unit = durationUnitFor(batches.map(tookMsOf));
  return { unit, rows: batches.map((batch) => rowOf(batch, unit)) };
}

function rowOf(batch: Batch, unit: DurationUnit): BatchRow {
  const parts = outcomeParts(batch.counts, batch.run_count);
  const tookMs = tookMsOf(batch);
  return {
    id: batch.id,
    href: `/batches/${batch.id}`,
    status: batch.status,
    scenario: { name: batch.scenario_name, href: `/scenarios/${batch.scenario_id}` },
    target: batch.target_name,
    origin: batch.origin,
    labels: Object.entries(batch.labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(" "),
    createdAt: batch.created_at,
    runs: batch.is_counted ? formatNumber(batch.run_count) : `${formatNumber(batch.run_count)} so far`,
    load: nameLoad(batch.load),
    parts,
    outcomes: parts.map(({ text }) => text).join(", "),
    took: tookMs === null ? null : formatDurationIn(unit, tookMs),
    since: tookMs === null ? batch.started_at : null,
    doubt: batch.validity_verdict === "valid" ? null : batch.validity_verdict,
  };
}
