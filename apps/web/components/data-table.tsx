"use client";

import { tableFeatures, useTable, type ColumnDef, type RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "./class-names.ts";

/** How a column looks, and the name the API sorts it by. */
export type ColumnLook = { isNumber?: boolean; sortBy?: string; unit?: string; className?: string };

// The value is never read: it tells the table the type of every column's `meta`.
const features = tableFeatures({ columnMeta: {} as ColumnLook });
export type DataColumn<Row extends RowData> = ColumnDef<typeof features, Row>;

/** `name` sorts upwards, `-name` downwards: the order is the API's, the table only asks for it. */
export type TableSort = { value: string; onChange: (value: string) => void };

type DataTableProps<Row extends RowData> = {
  caption: string;
  columns: DataColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: TableSort;
};

function SortButton({ text, sortBy, sort }: { text: string; sortBy: string; sort: TableSort }) {
  const isUp = sort.value === sortBy;
  const isDown = sort.value === `-${sortBy}`;
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className="inline-flex items-center gap-0.5 hover:text-text"
      onClick={() => sort.onChange(isDown ? sortBy : `-${sortBy}`)}
    >
      {text}
      <Arrow aria-hidden className={classNames("size-3", !isUp && !isDown && "invisible")} />
    </button>
  );
}

const ariaSort = (look: ColumnLook | undefined, sort: TableSort | undefined) => {
  if (look?.sortBy === undefined || sort === undefined) return undefined;
  if (sort.value === look.sortBy) return "ascending";
  return sort.value === `-${look.sortBy}` ? "descending" : "none";
};

/** One table for every list. It scrolls sideways inside itself, so that the page never does. */
export function DataTable<Row extends RowData>({ caption, columns, rows, rowKey, sort }: DataTableProps<Row>) {
  const table = useTable({ features, columns, data: rows, getRowId: rowKey });
  return (
    <div className="overflow-x-auto rounded-control border bg-panel">
      <table className="w-full border-collapse text-meta">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b text-muted">
              {group.headers.map((header) => {
                const look = header.column.columnDef.meta;
                const name = typeof header.column.columnDef.header === "string" ? header.column.columnDef.header : "";
                const text = look?.unit === undefined ? name : `${name} (${look.unit})`;
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={ariaSort(look, sort)}
                    className={classNames(
                      "h-8 px-2.5 text-left font-normal whitespace-nowrap",
                      look?.isNumber && "text-right",
                      look?.className,
                    )}
                  >
                    {look?.sortBy !== undefined && sort !== undefined ? (
                      <SortButton text={text} sortBy={look.sortBy} sort={sort} />
                    ) : (
                      text
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="border-b last:border-0 hover:bg-sunken">
              {row.getAllCells().map((cell) => {
                const look = cell.column.columnDef.meta;
                return (
                  <td
                    key={cell.id}
                    className={classNames(
                      "h-8 px-2.5 align-middle",
                      look?.isNumber && "text-right whitespace-nowrap",
                      look?.className,
                    )}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
