import type { HistoryLine, Origin } from "@tfbench/contracts";
import { reportBatches } from "@tfbench/store";
import type { HistoryBatch } from "@tfbench/store";
import type { Context } from "../context.ts";
import { historyOf } from "./history-of.ts";

/** Enough for a full window on two lines, for instance single runs between batches of many. */
const BATCHES_OF_SCENARIO = 120;
const SCENARIOS_PER_READ = 6;

type HistoryOrder = { scenario_ids: readonly number[]; origin: Origin; target_id: number | null };

/** The change points of scenarios, from the summaries of their batches. */
export async function readHistory(
  { db, project_id }: Context,
  { scenario_ids, origin, target_id }: HistoryOrder,
): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  for (let first = 0; first < scenario_ids.length; first += SCENARIOS_PER_READ) {
    const batches = await reportBatches.history(db, {
      project_id,
      scenario_ids: scenario_ids.slice(first, first + SCENARIOS_PER_READ),
      origin,
      target_id,
      limit: BATCHES_OF_SCENARIO,
    });
    const byLine = Map.groupBy(batches, lineOf);
    lines.push(...[...byLine.values()].map(historyOf));
  }
  return lines;
}

const lineOf = ({ scenario_id, target_id, concurrency }: HistoryBatch): string =>
  `${scenario_id}/${target_id}/${concurrency}`;
