"use client";

import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import type { RowData } from "@tanstack/react-table";
import { Segmented } from "#components/segmented.tsx";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { arrangeColumns, DEFAULT_LAYOUT, moveColumn } from "./table-layout.ts";
import type { DataColumn } from "./table-types.ts";
import type { LayoutControl } from "./use-table-layout.ts";

const DENSITIES = [
  { value: "dense", text: "28 px" },
  { value: "roomy", text: "36 px" },
] as const;

type LayoutMenuProps<Row extends RowData> = LayoutControl & { columns: readonly DataColumn<Row>[] };

/** Which columns a list shows, in which order, and how high its rows are. */
export function LayoutMenu<Row extends RowData>({ columns, layout, change }: LayoutMenuProps<Row>) {
  const all = arrangeColumns(columns, { order: layout.order, hidden: [] });
  const ids = all.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const toggle = (id: string) =>
    change({
      hidden: layout.hidden.includes(id) ? layout.hidden.filter((each) => each !== id) : [...layout.hidden, id],
    });
  const trigger = (
    <Button size="dense">
      <Columns3 aria-hidden /> Columns
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Columns and row height">
      <div className="flex items-center justify-between gap-3 border-b px-2 py-1.5 text-meta">
        Row height
        <Segmented
          label="Row height"
          options={DENSITIES}
          value={layout.density}
          onChange={(density) => change({ density })}
        />
      </div>
      <ul className="py-1">
        {all.map(({ id = "", header, meta }, index) => (
          <li key={id} className="flex h-7 items-center gap-1 rounded-chip px-2 text-meta hover:bg-sunken">
            <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2">
              <input
                type="checkbox"
                className="accent-text"
                disabled={meta?.isFixed === true}
                checked={!layout.hidden.includes(id)}
                onChange={() => toggle(id)}
              />
              <span className="truncate">{typeof header === "string" ? header : id}</span>
            </label>
            <MoveButton
              name={String(header)}
              isUp
              isDisabled={index === 0}
              onMove={() => change({ order: moveColumn(ids, id, -1) })}
            />
            <MoveButton
              name={String(header)}
              isUp={false}
              isDisabled={index === all.length - 1}
              onMove={() => change({ order: moveColumn(ids, id, 1) })}
            />
          </li>
        ))}
      </ul>
      <div className="border-t p-1">
        <Button size="dense" variant="quiet" onClick={() => change(DEFAULT_LAYOUT)}>
          Restore the defaults
        </Button>
      </div>
    </Popover>
  );
}

type MoveButtonProps = { name: string; isUp: boolean; isDisabled: boolean; onMove: () => void };

function MoveButton({ name, isUp, isDisabled, onMove }: MoveButtonProps) {
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className="inline-flex size-6 items-center justify-center rounded-chip text-muted hover:text-text disabled:opacity-30"
      aria-label={`Move ${name} ${isUp ? "towards the start" : "towards the end"}`}
      disabled={isDisabled}
      onClick={onMove}
    >
      <Arrow aria-hidden className="size-3" />
    </button>
  );
}
