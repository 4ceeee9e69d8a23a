import type { OpenRun } from "@tfbench/contracts";
import type { Sql } from "../sql.ts";

type OpenRunOrder = { project_id: number; limit: number };

/** The newest open runs, each with its last event: one step back in the key of its events. */
async function selectOpenRuns(sql: Sql, { project_id, limit }: OpenRunOrder): Promise<OpenRun[]> {
  return sql.query<OpenRun>(
    `SELECT r.id, r.batch_id, r.scenario_id, s.name AS scenario_name, t.name AS target_name, r.origin, r.status,
       r.created_at, r.started_at,
       CASE WHEN e.kind IS NULL OR r.started_at IS NULL THEN NULL ELSE json_build_object(
         'kind', e.kind,
         'at', to_char((r.started_at + e.offset_ms * interval '1 millisecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       ) END AS last_event
     FROM (
       SELECT id, batch_id, scenario_id, target_id, origin, status, created_at, started_at FROM runs
       WHERE project_id = $1 AND status IN ('queued', 'running')
       ORDER BY status = 'running' DESC, id DESC LIMIT $2
     ) r
     JOIN scenarios s ON s.id = r.scenario_id
     JOIN targets t ON t.id = r.target_id
     LEFT JOIN LATERAL (
       SELECT kind, offset_ms FROM run_events WHERE run_id = r.id AND r.status = 'running' ORDER BY seq DESC LIMIT 1
     ) e ON true
     ORDER BY r.status = 'running' DESC, r.id DESC`,
    [project_id, limit],
  );
}

/** Runs that have not ended. */
export const openRuns = { list: selectOpenRuns };
