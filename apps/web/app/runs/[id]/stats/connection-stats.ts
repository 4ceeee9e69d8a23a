import type { Run } from "@tfbench/contracts";
import { formatLength } from "../format-length.ts";
import { part, withoutEnd, type Stat } from "./stat.ts";

export function connectionStat(run: Run): Stat {
  const { connection, connect_ms: connectMs, coalesced } = run;
  const notes = [
    connectMs === null ? null : `${formatLength(connectMs)} to connect`,
    coalesced === true ? "several events came in one read" : null,
  ].filter((note) => note !== null);
  return {
    title: "Connection",
    definition:
      "A fresh connection is dialled within the measured time, a reused one is not: first times compare only within one mode. Events of one read share its stamp.",
    parts: connection === null ? [] : [part(connection)],
    note: connection === null ? (withoutEnd(run) ?? "there was no connection") : notes.join("; ") || null,
  };
}

export function startStat(run: Run): Stat {
  const { slot_wait_ms: slotMs, lag_ms: lagMs } = run;
  return {
    title: "Slot wait / lag",
    definition:
      "Slot wait: from the moment the run was due until a slot was free. Lag: from the slot to the first act, this installation's own lateness; only lag counts against validity.",
    parts: slotMs === null || lagMs === null ? [] : [part(formatLength(slotMs)), part(formatLength(lagMs))],
    note: slotMs === null || lagMs === null ? (withoutEnd(run) ?? "the run never started") : null,
  };
}
