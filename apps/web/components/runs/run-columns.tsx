import type { DataColumn } from "#components/data-table.tsx";
import { Instant } from "#components/instant.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { CutText } from "#components/table/cut-text.tsx";
import { NumberedCell } from "#components/table/numbered-cell.tsx";
import type { RunHeads, RunRow } from "./prepare-run-rows.ts";

const WHAT: DataColumn<RunRow>[] = [
  {
    id: "run",
    header: "Run",
    meta: { sortBy: "id", isFixed: true },
    cell: ({ row: { original: run } }) => (
      <NumberedCell id={run.id} href={run.href} look={RUN_STATUS_LOOK[run.status]} />
    ),
  },
  {
    id: "when",
    header: "When",
    meta: { sortBy: "due_at" },
    cell: ({ row: { original: run } }) => (
      <>
        <Instant at={run.dueAt} />
        {/* On a phone the column of its own would be out of sight. */}
        <span className="block text-caption text-muted md:hidden">{run.lasted}</span>
      </>
    ),
  },
  {
    id: "scenario",
    header: "Scenario",
    meta: { sortBy: "scenario_name" },
    cell: ({ row }) => <CutText text={row.original.scenario.name} className="max-w-44 max-md:max-w-28" />,
  },
  {
    id: "target",
    header: "Target",
    meta: { className: "max-xl:hidden" },
    cell: ({ row }) => <CutText text={row.original.target} className="max-w-40 text-muted" />,
  },
  {
    id: "status",
    header: "Execution",
    meta: { sortBy: "status", className: "max-md:hidden" },
    cell: ({ row }) => <StatusBadge look={RUN_STATUS_LOOK[row.original.status]} />,
  },
];

const GOAL: DataColumn<RunRow> = {
  id: "goal",
  header: "Goal",
  meta: { sortBy: "goal" },
  cell: ({ row: { original: run } }) => (
    <span className="inline-flex items-center gap-2 align-middle">
      {run.goal === null ? null : <StatusBadge look={GOAL_LOOK[run.goal]} />}
      {run.verdict === null ? null : <StatusBadge look={GOAL_LOOK[run.verdict]} prefix="verdict" />}
    </span>
  ),
};
const TOKENS: DataColumn<RunRow>[] = [
  { id: "tokens", header: "Output", accessorFn: (run) => run.tokens, meta: { isNumber: true, unit: "tokens" } },
  { id: "speed", header: "Speed", accessorFn: (run) => run.speed, meta: { isNumber: true, unit: "tokens/s" } },
];
const STEPS: DataColumn<RunRow> = {
  id: "steps",
  header: "Steps",
  accessorFn: (run) => run.steps,
  meta: { isNumber: true, sortBy: "steps" },
};

const figures = (heads: RunHeads): DataColumn<RunRow>[] => [
  {
    id: "total",
    header: "Total",
    accessorFn: (run) => run.total,
    meta: { isNumber: true, sortBy: "total_duration_ms", unit: heads.total },
  },
  {
    id: "ttft",
    header: heads.first,
    accessorFn: (run) => run.ttft,
    meta: { isNumber: true, sortBy: "ttft_ms", unit: heads.ttft },
  },
  ...(heads.hasTokens ? TOKENS : []),
  ...(heads.hasSteps ? [STEPS] : []),
  { id: "cost", header: "Cost", accessorFn: (run) => run.cost, meta: { isNumber: true, sortBy: "cost_usd" } },
];

const TAGS: DataColumn<RunRow> = {
  id: "tags",
  header: "Tags",
  cell: ({ row: { original: run } }) =>
    run.tags.length === 0 ? null : (
      <span className="flex max-w-48 gap-1 overflow-hidden" title={run.tags.join(", ")}>
        {run.tags.map((tag) => (
          <span key={tag} dir="auto" className="truncate rounded-chip border px-1 text-caption">
            {tag}
          </span>
        ))}
      </span>
    ),
};
const REASON: DataColumn<RunRow> = {
  id: "reason",
  header: "Why",
  // It takes what the others leave, and never makes the table wider than its place on a desk.
  meta: { className: "md:w-full md:max-w-0 md:min-w-28" },
  cell: ({ row: { original: run } }) =>
    run.reason === null ? null : <CutText text={run.reason} className="text-muted max-md:max-w-40" />,
};

/** Every column that these runs can fill; units and words are those of the rows that stand together. */
export const runColumns = (heads: RunHeads): DataColumn<RunRow>[] => [
  ...WHAT,
  ...(heads.hasGoals ? [GOAL] : []),
  ...figures(heads),
  ...(heads.hasTags ? [TAGS] : []),
  REASON,
];
