import { Goal, KpiPeriod, Origin, RunSort, RunStatus, text } from "@tfbench/contracts";
import { z } from "zod";
import { Limit, PageCursor, Repeated, WrittenId, WrittenInstant } from "../query-fields.ts";

/** Query of the runs list. */
export const RunQuery = z.strictObject({
  status: Repeated(RunStatus).optional(),
  goal: Repeated(Goal).optional(),
  scenario_id: Repeated(WrittenId).optional(),
  automation_id: Repeated(WrittenId).optional(),
  target_id: Repeated(WrittenId).optional(),
  batch_id: WrittenId.optional(),
  origin: Origin.optional(),
  from: WrittenInstant.optional().meta({ description: "Runs due at or after this instant." }),
  to: WrittenInstant.optional().meta({ description: "Runs due before this instant." }),
  search: text({ max: 500 }).optional().meta({
    description: "Text in error, reason, scenario name or TinyFish run id, whatever its case; or a run's id.",
  }),
  sort: RunSort.default("-id"),
  cursor: PageCursor.optional(),
  limit: Limit,
});

/** Query of the dashboard's figures. */
export const KpiQuery = z.strictObject({
  period: KpiPeriod.default("24h").meta({ description: "How far back from `to`; not looked at when `from` is given." }),
  from: WrittenInstant.optional(),
  to: WrittenInstant.optional().meta({ description: "Left out: now." }),
  origin: Origin.optional().meta({
    description: "Left out: real as soon as there is any real run, else simulated, else sample.",
  }),
  scenario_id: WrittenId.optional(),
  automation_id: WrittenId.optional(),
  target_id: WrittenId.optional(),
});
