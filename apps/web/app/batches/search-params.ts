import { createLoader, parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const STATUSES = ["queued", "running", "finished", "failed", "cancelled"] as const;
export const ORIGINS = ["real", "simulated", "sample"] as const;
const SORTS = ["-id", "id", "-run_count", "run_count", "-scenario_name", "scenario_name"] as const;

const none: never[] = [];

/** The whole view of the batches list; a reload or a link shows the same. */
export const batchesParams = {
  search: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(STATUSES)).withDefault(none),
  scenario: parseAsArrayOf(parseAsInteger).withDefault(none),
  target: parseAsArrayOf(parseAsInteger).withDefault(none),
  origin: parseAsStringLiteral(ORIGINS),
  sort: parseAsStringLiteral(SORTS).withDefault("-id"),
  cursor: parseAsString,
};
export const loadBatchesParams = createLoader(batchesParams);
export type BatchesParams = Awaited<ReturnType<typeof loadBatchesParams>>;

/** The order a click on a column asks for; only one key at a time is known to the API. */
export const sortOf = (text: string): (typeof SORTS)[number] =>
  SORTS.find((sort) => sort === text.split(",").at(-1)) ?? "-id";
