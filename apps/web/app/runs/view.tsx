"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { classNames } from "#components/class-names.ts";
import { CursorPager } from "#components/cursor-pager.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { prepareRunRows } from "#components/runs/prepare-run-rows.ts";
import { RunTable } from "#components/runs/run-table.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { hasFilter, NO_FILTER, runsInput } from "./prepare.ts";
import { runsParams, SORTS } from "./search-params.ts";

export function RunsView() {
  const [params, setParams] = useQueryStates(runsParams, { history: "push" });
  const { data: page, error, isPlaceholderData, refetch } = useQuery(queries.runs(browserApi, runsInput(params)));
  const runs = useMemo(() => page && prepareRunRows(page.data), [page]);
  const sort = {
    value: params.sort,
    onChange: (value: string) => void setParams({ sort: SORTS.find((each) => each === value) ?? null, cursor: null }),
  };

  return (
    <>
      <PageHeader title="Runs" />
      <FilterBar />
      {runs === undefined && error !== null ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {runs === undefined && error === null ? <TableSkeleton label="Loading runs" /> : null}
      {runs === undefined ? null : (
        <>
          <StaleNote error={error} />
          {runs.rows.length === 0 ? (
            <NoRuns isFiltered={hasFilter(params)} onClear={() => void setParams(NO_FILTER)} />
          ) : (
            <div aria-busy={isPlaceholderData} className={classNames(isPlaceholderData && "opacity-60")}>
              <RunTable caption="Runs" runs={runs} sort={sort} />
            </div>
          )}
          <CursorPager
            isFirst={params.cursor === null}
            next={page?.next_cursor ?? null}
            onGo={(cursor) => void setParams({ cursor })}
          />
        </>
      )}
    </>
  );
}

function NoRuns({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title="No run matches these filters">
        <Button size="dense" onClick={onClear}>
          Clear filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No run has been made yet">
      <p>
        Trigger one on the <TextLink href="/scenarios">scenarios page</TextLink>.
      </p>
    </EmptyState>
  );
}
