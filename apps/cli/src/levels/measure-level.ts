import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { BudgetWatch } from "@tfbench/stats";
import type { CommandContext } from "../command-context.ts";
import { measureLoad } from "../local/measure-load.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import type { ReportDocument } from "../report/document.ts";
import { levelFile } from "./level-file.ts";
import type { LevelState } from "@tfbench/contracts";
import { levelStateOf } from "@tfbench/stats";
import type { Level } from "./plan-at-level.ts";

export type LevelSession = {
  out: string | null;
  context: CommandContext;
  /** One for all loads: a budget is for the whole command. */
  watch: BudgetWatch;
};

export type MeasuredLevel = {
  level: number;
  state: LevelState;
  record_file: string | null;
  report: ReportDocument;
};

/** Measures one load of several by its own plan, after a pause where another one came before. `said` is where in all it stands. */
export async function measureLevel(
  plan: LocalPlan,
  level: Level,
  { session, said, settleMs }: { session: LevelSession; said: string; settleMs: number },
): Promise<MeasuredLevel> {
  const { out, context, watch } = session;
  if (level.ordinal > 0) await settle(settleMs, context);
  context.note(said);
  const recordFile = out === null ? null : levelFile(out, level.ordinal);
  const report = await measureLoad(plan, { out: recordFile, context, watch });
  const isCut = isOver(session);
  return { level: level.level, state: levelStateOf(report, isCut), record_file: recordFile, report };
}

/** Whether a person or a budget asked for no more loads. */
export const isOver = ({ context, watch }: LevelSession): boolean =>
  context.interrupts.soft.aborted || watch.stop !== null;

async function settle(ms: number, { interrupts }: CommandContext): Promise<void> {
  if (ms === 0 || interrupts.soft.aborted) return;
  const over = new AbortController();
  try {
    await Promise.race([wait(ms, undefined, over), once(interrupts.soft, "abort", over)]);
  } finally {
    over.abort();
  }
}
