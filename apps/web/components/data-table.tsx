"use client";

import { useTable, type RowData } from "@tanstack/react-table";
import { classNames } from "./class-names.ts";
import { SelectionHead } from "./table/selection-boxes.tsx";
import { HeaderCell } from "./table/table-header.tsx";
import { TableRow } from "./table/table-row.tsx";
import { NoRows } from "./table/table-states.tsx";
import { features, type DataTableProps } from "./table/table-types.ts";
import { useRowKeys } from "./table/use-row-keys.ts";
import { useSelection } from "./table/use-selection.ts";

export type { DataColumn, TableSort } from "./table/table-types.ts";

const NONE: never[] = [];

/**
 * One table for every list. It scrolls inside itself, sideways and, once taller than the screen, downwards, so that its
 * header stays in sight and the page never scrolls sideways. On a phone the first column stays too.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, sort, cursor, density, isStale = false, trouble = null } = props;
  const table = useTable({ features, columns, data: rows ?? NONE, getRowId: rowKey });
  const shown = table.getRowModel().rows;
  const keys = shown.map((row) => row.id);
  const control = useSelection(props.selection, keys);
  const body = useRowKeys({ cursor, rows, rowKey, selection: control });
  const isLoading = rows === undefined && trouble === null;
  // What can only be read must still be scrolled by keyboard.
  const isPlain = sort === undefined && cursor === undefined && control === null;
  return (
    <div
      aria-busy={isLoading || isStale}
      {...(isLoading ? { role: "status", "aria-label": `Loading ${caption.toLowerCase()}` } : {})}
      {...(isPlain && !isLoading ? { role: "group", "aria-label": caption, tabIndex: 0 } : {})}
      className={classNames(
        // What is only for screen readers stands where its row is: without `relative` it would make the page as long as the table.
        "@container relative overflow-auto rounded-control border bg-panel md:max-h-[calc(100dvh-64px)]",
        isStale && "opacity-60",
      )}
    >
      <table className="w-full border-separate border-spacing-0 text-meta">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {control === null ? null : (
                <SelectionHead
                  caption={caption}
                  chosen={control.chosenHere}
                  of={keys.length}
                  onToggle={control.toggleAll}
                />
              )}
              {group.headers.map((header, index) => {
                const { header: name, meta } = header.column.columnDef;
                const text = typeof name === "string" ? name : "";
                return <HeaderCell key={header.id} name={text} look={meta} sort={sort} isFirst={index === 0} />;
              })}
            </tr>
          ))}
        </thead>
        <tbody ref={body}>
          {shown.length === 0 ? (
            <NoRows
              width={columns.length + (control === null ? 0 : 1)}
              isLoading={isLoading}
              trouble={trouble}
              empty={props.empty}
            />
          ) : null}
          {shown.map((row) => (
            <TableRow
              key={row.id}
              row={row}
              cursor={cursor}
              density={density}
              selection={
                control === null || props.selection === undefined
                  ? null
                  : { control, name: props.selection.nameOf(row.original) }
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
