"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { classNames } from "#components/class-names.ts";
import { sortAlsoBy, sortOnlyBy, sortStateOf } from "./sort-keys.ts";
import type { ColumnLook, TableSort } from "./table-types.ts";

function SortButton({ text, sortBy, sort }: { text: string; sortBy: string; sort: TableSort }) {
  const { direction, place } = sortStateOf(sort.value, sortBy);
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={classNames("inline-flex items-center gap-0.5 hover:text-text", direction !== "none" && "text-text")}
      title="Sort by this column; with Shift also by this column"
      onClick={(event) => sort.onChange((event.shiftKey ? sortAlsoBy : sortOnlyBy)(sort.value, sortBy))}
    >
      {text}
      <Arrow aria-hidden className={classNames("size-3", direction === "none" && "invisible")} />
      {place === null ? null : (
        <span className="text-caption">
          <span className="sr-only">, sort key </span>
          {place}
        </span>
      )}
    </button>
  );
}

type HeaderCellProps = { name: string; look: ColumnLook | undefined; sort: TableSort | undefined; isFirst: boolean };

export function HeaderCell({ name, look, sort, isFirst }: HeaderCellProps) {
  const text = look?.unit === undefined ? name : `${name} (${look.unit})`;
  const sortBy = sort === undefined ? undefined : look?.sortBy;
  return (
    <th
      scope="col"
      {...(sort === undefined || sortBy === undefined
        ? {}
        : { "aria-sort": sortStateOf(sort.value, sortBy).direction })}
      className={classNames(
        "sticky top-0 z-10 h-8 border-b bg-panel px-2.5 text-left font-normal whitespace-nowrap text-muted",
        look?.isNumber && "text-right",
        isFirst && "max-md:left-0 max-md:z-20",
        look?.className,
      )}
    >
      {sort === undefined || sortBy === undefined ? text : <SortButton text={text} sortBy={sortBy} sort={sort} />}
    </th>
  );
}
