"use client";

import { useQuery } from "@tanstack/react-query";
import type { Measured, Scenario, ScenarioReport } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { classNames } from "#components/class-names.ts";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { FigureView } from "#components/figure-view.tsx";
import { measuredOf } from "#components/measured/measured-of.ts";
import { PageHeader } from "#components/page-header.tsx";
import { SloPanel } from "#components/slo/slo-panel.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { prepareFigures, type FigureGroup } from "./prepare.ts";
import { reportInput } from "./report-input.ts";
import { ReportTabs } from "./report-tabs.tsx";
import { ScenarioActions } from "./scenario-actions.tsx";
import { ScenarioControls } from "./scenario-controls.tsx";
import { scenarioParams } from "./search-params.ts";

function ScenarioLead({ scenario }: { scenario: Scenario }) {
  return (
    <div className="flex flex-wrap gap-x-3">
      <TextLink href={`/automations?edit=${scenario.automation_id}`}>{scenario.automation_name}</TextLink>
      <span>
        on {scenario.target_name}
        {scenario.target_id === null ? " (default)" : ""}
      </span>
      <TextLink href={`/runs?scenario=${scenario.id}`}>Show its runs</TextLink>
      {scenario.description === null ? null : <span className="basis-full break-words">{scenario.description}</span>}
    </div>
  );
}

/** The first one, where the next takes a line of its own. */
const isAloneInLine = (groups: readonly FigureGroup[], index: number): boolean =>
  index === 0 && (groups[1]?.figures.length ?? 0) > 1;

function ReportBody({ report, measured }: { report: ScenarioReport; measured: Measured }) {
  const figures = useMemo(() => prepareFigures(report, measured), [report, measured]);
  if (report.runs_read === 0)
    return (
      <>
        <EmptyState title={`No ${ORIGIN_WORD[report.origin]} run finished in this period`}>
          <p>Choose a longer period or another origin, or press Trigger run.</p>
        </EmptyState>
        <ReportTabs report={report} measured={measured} />
      </>
    );
  return (
    <>
      <p className="text-section">{report.headline}</p>
      {report.note === null ? null : <p className="text-warn">{report.note}</p>}
      <div className="grid grid-flow-row-dense grid-cols-2 gap-3 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
        {figures.map((group, index) => (
          <section
            key={group.title}
            aria-label={group.title}
            className={classNames(
              "flex min-w-0 flex-col gap-1 rounded-control border bg-panel p-3",
              (group.figures.length > 1 || isAloneInLine(figures, index)) && "max-lg:col-span-2",
            )}
          >
            <h2 className="text-meta font-normal text-muted">{group.title}</h2>
            <div className={group.figures.length > 1 ? "grid grid-cols-2 gap-3" : ""}>
              {group.figures.map((figure) => (
                <FigureView key={figure.name} figure={figure} size="small" />
              ))}
            </div>
            {group.note === null ? null : <p className="text-meta text-muted">{group.note}</p>}
          </section>
        ))}
      </div>
      <SloPanel report={report.slo} />
      <ReportTabs report={report} measured={measured} />
    </>
  );
}

const LoadingReport = () => (
  <div className="flex flex-col gap-3">
    <Skeleton className="h-24" label="Loading the report" />
    <div className="grid gap-3 lg:grid-cols-2">
      <Skeleton className="h-64" />
      <Skeleton className="h-64" />
    </div>
  </div>
);

export function ScenarioView({ id }: { id: number }) {
  const [params] = useQueryStates(scenarioParams);
  const scenario = useQuery(queries.scenario(browserApi, id));
  const { data: report, error, refetch } = useQuery(queries.scenarioReport(browserApi, reportInput(id, params)));
  // Until the scenario is known, which the page brings along, the words are those of agents.
  const measured = measuredOf(scenario.data?.provider ?? "tinyfish");
  if (scenario.data === undefined && scenario.error !== null)
    return (
      <>
        <PageHeader title={`Scenario ${id}`} />
        <ErrorState error={scenario.error} onRetry={() => void scenario.refetch()} />
      </>
    );
  return (
    <>
      <PageHeader
        title={scenario.data?.name ?? `Scenario ${id}`}
        lead={scenario.data === undefined ? undefined : <ScenarioLead scenario={scenario.data} />}
      >
        <ScenarioControls report={report} />
      </PageHeader>
      {scenario.data === undefined ? null : <ScenarioActions scenario={scenario.data} />}
      {report === undefined ? (
        error === null ? (
          <LoadingReport />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <StaleNote error={error} />
          <ReportBody report={report} measured={measured} />
        </>
      )}
    </>
  );
}
