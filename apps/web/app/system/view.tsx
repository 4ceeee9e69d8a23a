"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { Instant } from "#components/instant.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Panel } from "#components/panel.tsx";
import { SampleShapes } from "#components/samples/sample-shapes.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { AuditLog } from "./audit-log.tsx";
import { prepareSystem } from "./prepare.ts";
import { Checks, Facts, Settings, Tables, Workers } from "./system-panels.tsx";

function SystemSkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Loading the system" className="flex flex-col gap-4">
      <Skeleton className="h-40" />
      <Skeleton className="h-20" />
      <Skeleton className="h-40" />
    </div>
  );
}

export function SystemView() {
  const { data: system, error, refetch } = useQuery(queries.system(browserApi));
  const model = useMemo(() => system && prepareSystem(system), [system]);
  const lead =
    system === undefined ? undefined : (
      <>
        Version {system.version}, {system.mock_mode ? "mock mode" : "real service"}, started{" "}
        <Instant at={system.started_at} />
      </>
    );
  return (
    <>
      <PageHeader title="System" lead={lead}>
        <TextLink href="/design">Design of this dashboard</TextLink>
      </PageHeader>
      {model === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {model === undefined && error === null ? <SystemSkeleton /> : null}
      {model === undefined || system === undefined ? null : (
        <>
          <StaleNote error={error} />
          <Checks headline={model.headline} checks={model.checks} />
          <Facts facts={model.facts} />
          <Workers workers={model.workers} />
          <div className="grid gap-4 lg:grid-cols-2">
            <Tables tables={model.tables} />
            <Settings settings={system.settings} />
          </div>
        </>
      )}
      {model === undefined && error !== null ? null : (
        <>
          <div id="samples">
            <Panel title="Sample data">
              <SampleShapes />
            </Panel>
          </div>
          <AuditLog />
        </>
      )}
    </>
  );
}
