import type { BatchPlan, RunStatus } from "@tfbench/contracts";
import type { Database } from "./database.ts";
import { grantSlots } from "./grant-slots.ts";
import type { SlotRequest } from "./grant-slots.ts";
import type { Sql } from "./sql.ts";

export type ClaimRequest = {
  worker_id: string;
  ids: readonly number[];
  lease_ms: number;
  /** How many loads of endpoints it may take: they would disturb each other's times. */
  load_room: number;
};
export type Claims = {
  claimed: ClaimedBatch[];
  /** Those whose target has no room now, and loads beyond the worker's: ask again. Ids in neither list are gone or another worker's. */
  waiting: number[];
};
/** A batch that is this worker's until its lease ends. */
export type ClaimedBatch = {
  id: number;
  plan: BatchPlan;
  slots: number;
  run_count: number;
  started_at: string;
  /** Asked for while the former worker had it. */
  cancel_requested: boolean;
  /** The runs still to be executed. */
  runs: { run_id: number; index: number; cancel_requested: boolean }[];
  /** Runs a dead worker left open. They stay `running` until this worker ends them as aborted, worker_lost. */
  lost_runs: { run_id: number; tinyfish_run_id: string | null; due_at: string; started_at: string | null }[];
};

/**
 * Takes queued batches, and those whose worker fell silent, for one worker. All by compare-and-set: of many workers
 * that ask for a batch one gets it. A target with a limit is granted in the order batches were made: an older batch
 * that fits keeps its slots even when another worker is about to claim it, and one that does not fit holds up the rest.
 * Locks: the batches, then their targets, each in order of id.
 */
export async function claimBatches(db: Database, request: ClaimRequest): Promise<Claims> {
  const { worker_id, ids, lease_ms, load_room } = request;
  if (ids.length === 0) return { claimed: [], waiting: [] };
  return db.transaction(async (tx) => {
    const candidates = await lockClaimable(tx, ids);
    if (candidates.length === 0) return { claimed: [], waiting: [] };
    const grants = await grantAll(tx, withinLoadRoom(candidates, load_room));
    const claimed = await takeGranted(tx, { worker_id, lease_ms, grants });
    await db.live.publish(
      tx,
      claimed.map(({ id }) => ({ kind: "batch", batch_id: id })),
    );
    return { claimed, waiting: candidates.flatMap(({ id }) => (grants.has(id) ? [] : [id])) };
  });
}

type Candidate = SlotRequest & {
  target_id: number;
  is_load: boolean;
  /** Its turn in its sweep has come: the levels before it have ended. */
  is_due: boolean;
};

/** The oldest loads go first; everything else is taken beside them. */
function withinLoadRoom(candidates: readonly Candidate[], load_room: number): Candidate[] {
  let room = load_room;
  return candidates.filter(({ is_load, is_due }) => is_due && (!is_load || (room -= 1) >= 0));
}

const lockClaimable = (tx: Sql, ids: readonly number[]): Promise<Candidate[]> =>
  tx.query<Candidate>(
    `SELECT id, target_id, slots, plan ->> 'provider' <> 'tinyfish' AS is_load,
       NOT EXISTS (SELECT 1 FROM batches before WHERE before.sweep_id = batches.sweep_id AND before.id < batches.id
         AND before.status IN ('queued', 'running')) AS is_due
     FROM batches
     WHERE id = ANY($1::integer[]) AND (status = 'queued' OR (status = 'running' AND lease_until <= now())) ORDER BY id FOR UPDATE`,
    [ids],
  );

/** The slots each batch may have; batches without an entry wait. */
async function grantAll(tx: Sql, candidates: readonly Candidate[]): Promise<Map<number, number>> {
  const targetIds = [...new Set(candidates.map(({ target_id }) => target_id))];
  if (targetIds.length === 0) return new Map();
  // Nobody else grants slots of these targets until we are through. Rows that only refer to them are not held up.
  const targets = await tx.query<{ id: number; max_in_flight: number | null }>(
    `SELECT id, (limits ->> 'max_in_flight')::integer AS max_in_flight FROM targets WHERE id = ANY($1::integer[]) ORDER BY id FOR NO KEY UPDATE`,
    [targetIds],
  );
  const limits = new Map(targets.map(({ id, max_in_flight }) => [id, max_in_flight]));
  const limited = targetIds.filter((id) => (limits.get(id) ?? null) !== null);
  const open = limited.length === 0 ? [] : await openBatches(tx, limited);
  const grants = new Map<number, number>();
  for (const targetId of targetIds) {
    const asked = candidates.filter(({ target_id }) => target_id === targetId);
    const ofTarget = open.filter(({ target_id }) => target_id === targetId);
    for (const [id, slots] of grantSlots({ limit: limits.get(targetId) ?? null, open: ofTarget, asked }))
      grants.set(id, slots);
  }
  return grants;
}

/** A running batch counts until it ends, also when its worker is dead: its runs may still be open at the far end. */
const openBatches = (
  tx: Sql,
  targetIds: readonly number[],
): Promise<(Omit<Candidate, "is_load" | "is_due"> & { status: "queued" | "running" })[]> =>
  tx.query(
    "SELECT id, target_id, slots, status FROM batches WHERE target_id = ANY($1::integer[]) AND status IN ('queued', 'running') ORDER BY id",
    [targetIds],
  );

type Taking = { worker_id: string; lease_ms: number; grants: ReadonlyMap<number, number> };
type TakenRow = Omit<ClaimedBatch, "runs" | "lost_runs">;
type OpenRun = {
  id: number;
  batch_id: number;
  batch_index: number;
  status: RunStatus;
  cancel_requested: boolean;
  tinyfish_run_id: string | null;
  due_at: string;
  started_at: string | null;
};

async function takeGranted(tx: Sql, { worker_id, lease_ms, grants }: Taking): Promise<ClaimedBatch[]> {
  if (grants.size === 0) return [];
  const taken = await tx.query<TakenRow>(
    `UPDATE batches SET status = 'running', worker_id = $1, lease_until = now() + $2 * interval '1 millisecond',
       started_at = coalesce(started_at, now()), slots = g.slots
     FROM unnest($3::integer[], $4::integer[]) AS g (id, slots) WHERE batches.id = g.id
     RETURNING batches.id, batches.plan, batches.slots, batches.run_count, batches.started_at, batches.cancel_requested_at IS NOT NULL AS cancel_requested`,
    [worker_id, lease_ms, [...grants.keys()], [...grants.values()]],
  );
  const runs = await tx.query<OpenRun>(
    `SELECT id, batch_id, batch_index, status, cancel_requested_at IS NOT NULL AS cancel_requested, tinyfish_run_id, due_at, started_at
     FROM runs WHERE batch_id = ANY($1::integer[]) AND status IN ('queued', 'running') ORDER BY batch_id, batch_index`,
    [taken.map(({ id }) => id)],
  );
  const runsOf = Map.groupBy(runs, ({ batch_id }) => batch_id);
  return taken
    .sort((one, other) => one.id - other.id)
    .map((batch) => ({ ...batch, ...splitRuns(runsOf.get(batch.id) ?? []) }));
}

function splitRuns(open: readonly OpenRun[]): Pick<ClaimedBatch, "runs" | "lost_runs"> {
  return {
    runs: open.flatMap(({ id, batch_index, status, cancel_requested }) =>
      status === "queued" ? [{ run_id: id, index: batch_index, cancel_requested }] : [],
    ),
    lost_runs: open.flatMap(({ id, status, tinyfish_run_id, due_at, started_at }) =>
      status === "running" ? [{ run_id: id, tinyfish_run_id, due_at, started_at }] : [],
    ),
  };
}
