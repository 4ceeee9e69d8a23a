"use client";

import type { DashboardTrends } from "@tfbench/contracts";
import { useQueryState } from "nuqs";
import { useMemo } from "react";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { Panel } from "#components/panel.tsx";
import { Segmented } from "#components/segmented.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { outcomeAxis, outcomeChart, prepareOutcomes } from "./outcome-chart.ts";
import { OutcomePreview } from "./outcome-preview.tsx";
import { overviewParams } from "./search-params.ts";

const KINDS = [
  { value: "goal", text: "Goal" },
  { value: "status", text: "Execution" },
] as const;

/** Nothing judges what the text of an endpoint says, unless something did. */
const hasGoals = ({ measured, outcomes }: DashboardTrends): boolean =>
  measured === "agents" ||
  outcomes.some(({ by_goal: goals }) =>
    Object.entries(goals).some(([goal, count]) => goal !== "not_evaluated" && count > 0),
  );

/** How runs ended, step by step. */
export function OutcomeSection({ trends }: { trends: DashboardTrends }) {
  const [chosen, setKind] = useQueryState("outcomes", overviewParams.outcomes);
  const kind = hasGoals(trends) ? chosen : "status";
  const chart = useMemo(() => outcomeChart(trends, kind), [trends, kind]);
  const outcomes = useMemo(() => prepareOutcomes(trends, kind), [trends, kind]);
  return (
    <Panel title="Outcomes">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        {hasGoals(trends) ? (
          <Segmented label="Outcomes by" options={KINDS} value={kind} onChange={(value) => void setKind(value)} />
        ) : null}
        <ul aria-label="Layers of the chart, from the bottom" className="flex flex-wrap gap-x-3 text-meta">
          {outcomes.layers.map(({ name, look, tone }) => (
            <li key={name} className="flex items-center gap-1.5">
              <span
                aria-hidden
                className="size-2.5 rounded-chip"
                style={{ background: `var(--${tone === "baseline" ? "series-baseline" : tone})` }}
              />
              <StatusBadge look={look} />
            </li>
          ))}
        </ul>
      </div>
      <ChartFrame
        chart={chart}
        height={200}
        preview={
          <OutcomePreview
            label={`${chart.title}. ${chart.basis}`}
            axisName={outcomeAxis(kind)}
            period={trends.period}
            outcomes={outcomes}
          />
        }
      />
    </Panel>
  );
}
