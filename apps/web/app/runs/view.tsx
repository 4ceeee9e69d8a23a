"use client";

import { useQuery } from "@tanstack/react-query";
import type { ExportFormat } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { StaleNote } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { prepareRunRows, type RunRow } from "#components/runs/prepare-run-rows.ts";
import { LayoutMenu } from "#components/table/layout-menu.tsx";
import { countOf } from "#format/count-of.ts";
import { ExportMenu } from "./export/export-menu.tsx";
import { exportColumns } from "./export/export-columns.ts";
import { useExport } from "./export/use-export.ts";
import { FilterBar } from "./filter-bar.tsx";
import { NoRuns } from "./no-runs.tsx";
import { filterInput, hasFilter, listHeads, NO_FILTER, runsInput } from "./prepare.ts";
import { RunsTable } from "./runs-table.tsx";
import { runsParams } from "./search-params.ts";
import { countSelected } from "./selection/selected-runs.ts";
import { SelectionBar } from "./selection/selection-bar.tsx";
import { useBulkWork } from "./selection/use-bulk-work.ts";
import { useRunColumns } from "./use-run-columns.ts";
import { useSelectedRuns } from "./use-selected-runs.ts";
import { WorkNote } from "./work-note.tsx";

const NO_ROWS: RunRow[] = [];
const keyOf = (run: { id: number }): string => String(run.id);

/** Which runs the address asks for, and how many there are. */
function useRunList() {
  const [params, setParams] = useQueryStates(runsParams, { history: "push" });
  const filter = filterInput(params);
  const list = useQuery(queries.runs(browserApi, runsInput(params)));
  const facets = useQuery(queries.runFacets(browserApi, filter));
  const runs = useMemo(() => list.data && prepareRunRows(list.data.data), [list.data]);
  const heads = useMemo(() => listHeads(runs, facets.data), [runs, facets.data]);
  const rowKeys = useMemo(() => (runs?.rows ?? NO_ROWS).map(keyOf), [runs]);
  return { params, setParams, filter, list, facets: facets.data, runs, heads, rowKeys };
}

export function RunsView() {
  const { params, setParams, filter, list, facets, runs, heads, rowKeys } = useRunList();
  const matching = facets?.total ?? null;
  const { keys, selected, choose, chooseAll, clear } = useSelectedRuns(filter, matching, rowKeys);
  const bulk = useBulkWork();
  const file = useExport();
  const columns = useRunColumns(heads, {
    names: params.columns,
    onChange: (names) => void setParams({ columns: names }, { history: "replace" }),
  });

  const exportAs = (format: ExportFormat, what: object, runs: number | null) =>
    file.start(
      {
        ...what,
        format,
        sort: params.sort,
        columns: exportColumns(columns.shown.flatMap(({ id }) => id ?? [])),
        tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      runs,
    );

  return (
    <>
      <PageHeader title="Runs" lead={matching === null ? undefined : `${countOf(matching, "run")} match`}>
        <LayoutMenu columns={columns.all} {...columns.control} />
        <ExportMenu
          what={matching === null ? "runs" : countOf(matching, "run")}
          onExport={(format) => exportAs(format, filter, matching)}
        />
      </PageHeader>
      <FilterBar facets={facets} hasGoals={heads.hasGoals} />
      <WorkNote work={file.work} onDismiss={file.dismiss} />
      <WorkNote work={bulk.work} onDismiss={bulk.dismiss} />
      {selected === null ? null : (
        <SelectionBar
          selected={selected}
          matching={matching}
          tags={facets?.tag.values ?? []}
          bulk={bulk}
          onSelectAll={chooseAll}
          onExport={(format) =>
            exportAs(format, selected.kind === "all" ? filter : { ids: selected.ids }, countSelected(selected))
          }
          onClear={clear}
        />
      )}
      {runs === undefined ? null : <StaleNote error={list.error} />}
      <RunsTable
        page={list.data}
        rows={runs?.rows}
        rowKeys={rowKeys}
        columns={columns.shown}
        density={columns.control.layout.density}
        sort={{ value: params.sort, onChange: (sort) => void setParams({ sort, cursor: null }) }}
        selection={{ keys, onChange: choose }}
        isStale={list.isPlaceholderData}
        isFirst={params.cursor === null}
        trouble={
          runs === undefined && list.error !== null ? { error: list.error, onRetry: () => void list.refetch() } : null
        }
        empty={<NoRuns isFiltered={hasFilter(params)} onClear={() => void setParams(NO_FILTER)} />}
        onPage={(cursor) => void setParams({ cursor })}
      />
    </>
  );
}
