import type { RunEvent } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";
import type { Statement } from "./statement.ts";

export type RunEventsOrder = {
  run_id: number;
  /** The last one already known; -1 for all. */
  after_seq: number;
  limit: number;
  /** At least one event comes, further ones only while those before them hold fewer bytes than this. */
  max_bytes: number;
};

/** Events after a sequence number, in order, and whether there are more. */
export async function selectRunEvents(
  sql: Sql,
  order: RunEventsOrder,
): Promise<{ events: RunEvent[]; has_more: boolean }> {
  const { text, values } = runEventsStatement(order);
  const rows = await sql.query<RunEvent & { found: number }>(text, values);
  const events = rows.slice(0, order.limit).map(({ found: _, ...event }) => event);
  return { events, has_more: (rows[0]?.found ?? 0) > events.length };
}

/** Reads one event more than the limit, so that `found` tells whether any is left. */
function runEventsStatement({ run_id, after_seq, limit, max_bytes }: RunEventsOrder): Statement {
  return {
    text: `
SELECT seq, offset_ms, kind, bytes, data, found
FROM (
  SELECT *, sum(bytes) OVER (ORDER BY seq) - bytes AS bytes_before, count(*) OVER () AS found
  FROM (SELECT * FROM run_events WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) first_events
) measured
WHERE bytes_before < $4
ORDER BY seq`,
    values: [run_id, after_seq, limit + 1, max_bytes],
  };
}
