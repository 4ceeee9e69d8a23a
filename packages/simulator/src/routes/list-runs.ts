import { z } from "zod";
import { invalidInput } from "../api-error.ts";
import type { Exchange } from "../exchange.ts";
import { runSummary } from "../run-answer.ts";
import type { Run } from "../run.ts";
import { sendJson } from "../send-json.ts";

const IsoTime = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)), "must be an ISO 8601 time");

const ListRunsQuery = z.object({
  status: z.enum(["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]).optional(),
  goal: z.string().max(500).optional(),
  created_after: IsoTime.optional(),
  created_before: IsoTime.optional(),
  sort_direction: z.enum(["asc", "desc"]).default("desc"),
  cursor: z.string().max(1000).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
});

const Cursor = z.object({ id: z.string(), createdAt: z.string(), index: z.int().min(0) });

/** GET /v1/runs. */
export function listRuns({ state, account, query, response }: Exchange): void {
  const parsed = ListRunsQuery.safeParse(Object.fromEntries(query));
  if (!parsed.success) throw invalidInput("The query is invalid.", parsed.error.issues);
  const { cursor, ...filter } = parsed.data;
  const afterIndex = cursor === undefined ? null : readCursor(cursor);
  const page = state.store.list(account, { ...filter, afterIndex });
  const last = page.runs.at(-1);
  sendJson(response, 200, {
    data: page.runs.map(runSummary),
    pagination: {
      total: page.total,
      next_cursor: page.hasMore && last ? writeCursor(last) : null,
      has_more: page.hasMore,
    },
  });
}

function writeCursor(run: Run): string {
  const cursor = { id: run.runId, createdAt: new Date(run.createdAtMs).toISOString(), index: run.creationIndex };
  return Buffer.from(JSON.stringify(cursor)).toString("base64");
}

/** A URL may carry base64's plus sign as a space. */
function readCursor(text: string): number {
  const message = "cursor must be one that an earlier answer gave";
  try {
    const parsed = Cursor.safeParse(JSON.parse(Buffer.from(text.replaceAll(" ", "+"), "base64").toString()));
    if (parsed.success) return parsed.data.index;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw invalidInput(message, [{ path: ["cursor"], message }]);
}
