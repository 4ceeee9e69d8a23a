import {
  ExportFormat,
  Goal,
  KpiPeriod,
  Origin,
  PartOfLoad,
  RunSort,
  RunStatus,
  Tag,
  text,
  VerdictStand,
} from "@tfbench/contracts";
import { z } from "zod";
import {
  Limit,
  PageCursor,
  Repeated,
  TimeZone,
  WrittenAmount,
  WrittenColumns,
  WrittenId,
  WrittenIds,
  WrittenInstant,
} from "../query-fields.ts";

const runFilter = {
  status: Repeated(RunStatus).optional(),
  goal: Repeated(Goal).optional(),
  scenario_id: Repeated(WrittenId).optional(),
  automation_id: Repeated(WrittenId).optional(),
  target_id: Repeated(WrittenId).optional(),
  reason_code: Repeated(text({ min: 1, max: 255 })).optional(),
  tag: Repeated(Tag).optional().meta({ description: "Runs that have every one of these tags." }),
  verdict: Repeated(VerdictStand).optional().meta({
    description:
      "Runs that a person judged: otherwise than the automatic goal says, as it says, or alone, where there is none.",
  }),
  load_part: Repeated(PartOfLoad).optional().meta({
    description: "measured: all but the runs that their load's warm-up or cool-down keeps out of every figure.",
  }),
  ids: WrittenIds.optional().meta({ description: "At most 1,000, repeated or with commas between them." }),
  min_total_duration_ms: WrittenAmount.optional(),
  max_total_duration_ms: WrittenAmount.optional(),
  batch_id: WrittenId.optional(),
  origin: Origin.optional(),
  from: WrittenInstant.optional().meta({ description: "Runs due at or after this instant." }),
  to: WrittenInstant.optional().meta({ description: "Runs due before this instant." }),
  search: text({ max: 500 }).optional().meta({
    description: "Text in error, reason, scenario name or TinyFish run id, whatever its case; or a run's id.",
  }),
};
const sort = RunSort.default("-id").meta({
  description:
    "One to four keys by weight, with commas between them, - before those that descend. Runs without a value come last either way.",
});

/** Query of the runs list. */
export const RunQuery = z.strictObject({ ...runFilter, sort, cursor: PageCursor.optional(), limit: Limit });

/** Query of the counts beside the list, and of the ids behind it. */
export const FacetQuery = z.strictObject(runFilter);

/** Query of the list as a file. */
export const ExportQuery = z.strictObject({
  ...runFilter,
  sort,
  format: ExportFormat,
  columns: WrittenColumns.optional().meta({
    description: "Names of columns with commas between them, in the order they are to have. Left out: all.",
  }),
  tz: TimeZone.default("UTC").meta({ description: "The IANA time zone that instants are written in." }),
});

/** Query of a scenario's report. */
export const ScenarioReportQuery = z.strictObject({
  period: KpiPeriod.default("7d").meta({ description: "How far back from `to`; not looked at when `from` is given." }),
  from: WrittenInstant.optional(),
  to: WrittenInstant.optional().meta({ description: "Left out: now." }),
  origin: Origin.optional().meta({
    description: "Left out: real as soon as the scenario has a real batch, else simulated, else sample.",
  }),
  target_id: WrittenId.optional(),
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
