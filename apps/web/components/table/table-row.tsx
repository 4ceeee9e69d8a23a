"use client";

import { FlexRender, type Row, type RowData } from "@tanstack/react-table";
import { classNames } from "#components/class-names.ts";
import { SelectionCell } from "./selection-boxes.tsx";
import type { DataTableProps, features } from "./table-types.ts";
import type { SelectionControl } from "./use-selection.ts";

const ROW_HEIGHT = { dense: "h-7", roomy: "h-9" } as const;

type TableRowProps<Value extends RowData> = Pick<DataTableProps<Value>, "cursor" | "density"> & {
  row: Row<typeof features, Value>;
  selection: { control: SelectionControl; name: string } | null;
};

export function TableRow<Value extends RowData>({ row, cursor, density = "dense", selection }: TableRowProps<Value>) {
  const isActive = cursor !== undefined && cursor.key === row.id;
  return (
    <tr
      {...(cursor === undefined ? {} : { tabIndex: -1, onFocus: () => isActive || cursor.onChange(row.id) })}
      {...(selection === null ? {} : { "aria-selected": selection.control.has(row.id) })}
      className={classNames(
        "group/row bg-panel -outline-offset-2 hover:bg-sunken aria-selected:bg-sunken",
        isActive && "bg-sunken [&>td:first-child]:shadow-[inset_2px_0_var(--focus)]",
      )}
    >
      {selection === null ? null : (
        <SelectionCell
          name={selection.name}
          isChecked={selection.control.has(row.id)}
          onToggle={(isRange) => selection.control.toggle(row.id, isRange)}
        />
      )}
      {row.getAllCells().map((cell, index) => {
        const look = cell.column.columnDef.meta;
        return (
          <td
            key={cell.id}
            className={classNames(
              "border-b px-2.5 align-middle group-last/row:border-b-0",
              ROW_HEIGHT[density],
              look?.isNumber && "text-right whitespace-nowrap",
              index === 0 && "max-md:sticky max-md:left-0 max-md:bg-inherit",
              // It lies over the row's own outline.
              index === 0 &&
                "max-md:group-focus-visible/row:after:pointer-events-none max-md:group-focus-visible/row:after:absolute max-md:group-focus-visible/row:after:inset-0 max-md:group-focus-visible/row:after:border-y-2 max-md:group-focus-visible/row:after:border-focus",
              look?.className,
            )}
          >
            <FlexRender cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}
