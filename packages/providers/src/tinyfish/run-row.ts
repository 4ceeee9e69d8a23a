import type { HttpAnswer, RowReading } from "@tfbench/engine";
import { parseRecord, type JsonRecord } from "../parse-json.ts";
import { describeProviderError, readProviderError } from "./provider-error.ts";
import { textOf } from "./tinyfish-event.ts";

/** The record of GET /v1/runs/{id}, or the answer to a cancel; null where there was none to read. */
export type ReadRow = { reading: RowReading; row: JsonRecord | null };

const OVER = ["COMPLETED", "FAILED", "CANCELLED"];
/** Asking again cannot help: the run is unknown there, or we may not see it. */
const FINAL_HTTP_STATUSES = [400, 401, 402, 403, 404, 405, 410, 422];

export const isOverStatus = (status: string | null): boolean => status !== null && OVER.includes(status);

export function readRunRow({ status: httpStatus, body_text }: HttpAnswer): ReadRow {
  const body = parseRecord(body_text);
  const isSuccess = httpStatus >= 200 && httpStatus < 300;
  const status = body && isSuccess ? (textOf(body, "status")?.toUpperCase() ?? null) : null;
  if (status !== null) return { reading: { is_terminal: isOverStatus(status), status, problem: null }, row: body };
  const error = readProviderError(body?.["error"]);
  const said = error === null ? (isSuccess ? ", but not with a run" : "") : `: ${describeProviderError(error)}`;
  const problem = `TinyFish answered with HTTP ${httpStatus}${said}`;
  return {
    reading: { is_terminal: false, status: null, problem, is_final: FINAL_HTTP_STATUSES.includes(httpStatus) },
    row: null,
  };
}
