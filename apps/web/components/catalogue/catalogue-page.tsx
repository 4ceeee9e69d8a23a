"use client";

import type { Page } from "@tfbench/contracts";
import { Plus } from "lucide-react";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { CursorPager } from "#components/cursor-pager.tsx";
import { DataTable, type DataColumn } from "#components/data-table.tsx";
import { EmptyState } from "#components/empty-state.tsx";
import { ErrorState, StaleNote } from "#components/error-state.tsx";
import { PageHeader } from "#components/page-header.tsx";
import { TableSkeleton } from "#components/table-skeleton.tsx";
import { Button } from "#components/ui/button.tsx";
import { catalogueParams } from "./catalogue-params.ts";
import { exportAddress } from "./export-address.ts";
import { CatalogueToolbar } from "./catalogue-toolbar.tsx";

type CataloguePageProps<Row> = {
  noun: string;
  /** What such a row is, in one sentence. */
  lead: string;
  emptyText: string;
  list: { data: Page<Row> | undefined; error: Error | null; refetch: () => unknown };
  columns: DataColumn<Row & object>[];
  /** What stands between the header and the table. */
  children?: ReactNode;
};

/** The page of one kind of definition: header, search, table, pages; dialogs are the caller's. */
export function CataloguePage<Row extends { id: number }>({
  noun,
  lead,
  emptyText,
  list,
  columns,
  children,
}: CataloguePageProps<Row>) {
  const [params, setParams] = useQueryStates(catalogueParams, { history: "push" });
  const plural = `${noun}s`;
  const { data: page, error } = list;
  const isNarrowed = params.search.trim() !== "" || params.archived !== "exclude";
  return (
    <>
      <PageHeader title={`${plural.charAt(0).toUpperCase()}${plural.slice(1)}`} lead={lead}>
        <Button onClick={() => void setParams({ import: "file" })}>Import YAML</Button>
        <Button asChild>
          <a href={exportAddress(null)} download>
            Export YAML
          </a>
        </Button>
        <Button variant="primary" onClick={() => void setParams({ create: "new" })}>
          <Plus aria-hidden /> Create {noun}
        </Button>
      </PageHeader>
      <CatalogueToolbar plural={plural} />
      {children}
      {page === undefined && error !== null ? <ErrorState error={error} onRetry={() => void list.refetch()} /> : null}
      {page === undefined && error === null ? <TableSkeleton label={`Loading ${plural}`} /> : null}
      {page === undefined ? null : (
        <>
          <StaleNote error={error} />
          {page.data.length > 0 ? (
            <DataTable caption={plural} columns={columns} rows={page.data} rowKey={(row) => String(row.id)} />
          ) : null}
          {page.data.length === 0 && isNarrowed ? (
            <EmptyState title={`No ${noun} matches`}>
              <Button size="dense" onClick={() => void setParams({ search: null, archived: null, cursor: null })}>
                Show all {plural} in use
              </Button>
            </EmptyState>
          ) : null}
          {page.data.length === 0 && !isNarrowed ? (
            <EmptyState title={`There is no ${noun} yet`}>
              <p>{emptyText}</p>
            </EmptyState>
          ) : null}
          <CursorPager
            isFirst={params.cursor === null}
            next={page.next_cursor}
            onGo={(cursor) => void setParams({ cursor })}
          />
        </>
      )}
    </>
  );
}
