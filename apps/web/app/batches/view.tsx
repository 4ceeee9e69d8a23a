"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { CursorPager } from "#components/cursor-pager.tsx";
import { DataTable } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { StaleNote } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { batchColumns } from "./batch-columns.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { batchesInput, hasFilter, NO_FILTER, prepareBatchRows, type BatchRow } from "./prepare.ts";
import { batchesParams, sortOf } from "./search-params.ts";

const keyOf = ({ id }: BatchRow): string => String(id);

function NoBatches({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState title="No batch matches these filters">
        <Button size="dense" onClick={onClear}>
          Clear filters
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No batch has been made yet">
      <p>
        Every trigger makes one: choose a scenario on the <TextLink href="/scenarios">scenarios page</TextLink> and
        press Run xN.
      </p>
    </EmptyState>
  );
}

/** Every batch, each with how its runs ended and the way to its report. */
export function BatchesView() {
  const router = useRouter();
  const [params, setParams] = useQueryStates(batchesParams, { history: "push" });
  const [cursorKey, setCursorKey] = useState<string | null>(null);
  const list = useQuery(queries.batches(browserApi, batchesInput(params)));
  const prepared = useMemo(() => list.data && prepareBatchRows(list.data.data), [list.data]);
  const rows = prepared?.rows;
  const columns = useMemo(() => batchColumns(prepared?.unit ?? "s"), [prepared?.unit]);
  const trouble =
    rows === undefined && list.error !== null ? { error: list.error, onRetry: () => void list.refetch() } : null;
  return (
    <>
      <PageHeader title="Batches" lead="What was triggered together, and how its runs ended." />
      <FilterBar />
      {rows === undefined ? null : <StaleNote error={list.error} />}
      <DataTable
        caption="Batches"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        sort={{ value: params.sort, onChange: (sort) => void setParams({ sort: sortOf(sort), cursor: null }) }}
        cursor={{ key: cursorKey, onChange: setCursorKey, onOpen: ({ href }) => router.push(href) }}
        isStale={list.isPlaceholderData}
        trouble={trouble}
        empty={<NoBatches isFiltered={hasFilter(params)} onClear={() => void setParams(NO_FILTER)} />}
      />
      <CursorPager
        isFirst={params.cursor === null}
        next={list.data?.next_cursor ?? null}
        onGo={(cursor) => void setParams({ cursor })}
      />
    </>
  );
}
