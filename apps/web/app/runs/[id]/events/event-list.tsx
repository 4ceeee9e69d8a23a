"use client";

import { memo, useEffect, useId, useRef, type MouseEvent } from "react";
import { classNames } from "#components/class-names.ts";
import { useListKeys } from "#components/use-list-keys.ts";
import { bringIntoSight, useVisibleRows } from "#components/use-visible-rows.ts";
import { prepareEventRow, type EventList as Prepared } from "./prepare-events.ts";

const ROW_PX = 28;
const LEAST_ROWS = 3;

type EventListProps = {
  list: Prepared;
  height: number;
  openedSeq: number | null;
  onOpen: (seq: number | null) => void;
  /** Keeps the last row in sight as rows are added. */
  isFollowing: boolean;
  onFollowingChange: (isFollowing: boolean) => void;
};

/** Rows of one height, of which only those in sight exist: twenty thousand scroll like twenty. */
export function EventList({ list, height, openedSeq, onOpen, isFollowing, onFollowingChange }: EventListProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { shown, events } = list;
  const count = shown.length;

  const visible = useVisibleRows({
    count,
    rowPx: ROW_PX,
    heightPx: height,
    onScroll: ({ isAtEnd }) => isAtEnd !== isFollowing && onFollowingChange(isAtEnd),
  });
  const { first, last } = visible;
  useEffect(() => {
    if (isFollowing && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [isFollowing, count]);

  const seqAt = (at: number) => events[shown[at] ?? -1]?.seq ?? null;
  const { activeAt, setActiveAt, onKeyDown } = useListKeys({
    count,
    pageRows: Math.max(1, Math.floor(height / ROW_PX) - 1),
    onMove: (at) => bringIntoSight(box.current, at, ROW_PX),
    onOpen: (at) => onOpen(seqAt(at)),
    onClose: () => onOpen(null),
  });

  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-position]") : null;
    const position = Number(row?.dataset["position"] ?? Number.NaN);
    if (!Number.isInteger(position)) return;
    setActiveAt(position);
    const seq = seqAt(position);
    onOpen(seq === openedSeq ? null : seq);
  };
  return (
    <div
      ref={box}
      role="listbox"
      aria-label="Events of the run"
      aria-activedescendant={activeAt === null ? undefined : `${id}-${activeAt}`}
      tabIndex={0}
      onScroll={visible.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      style={{ height: Math.min(height, Math.max(count, LEAST_ROWS) * ROW_PX) }}
      className="relative overflow-x-hidden overflow-y-auto outline-offset-[-2px]"
    >
      <div style={{ height: count * ROW_PX }}>
        {shown.slice(first, last).map((at, index) => (
          <EventLine
            key={at}
            id={`${id}-${first + index}`}
            list={list}
            at={at}
            position={first + index}
            isOpen={events[at]?.seq === openedSeq}
            isActive={first + index === activeAt}
          />
        ))}
      </div>
    </div>
  );
}

type EventLineProps = {
  id: string;
  list: Prepared;
  at: number;
  position: number;
  isOpen: boolean;
  isActive: boolean;
};

/** While the list scrolls only the rows that come into sight are drawn. Clicks and keys reach a row through its list. */
const EventLine = memo(function EventLine({ id, list, at, position, isOpen, isActive }: EventLineProps) {
  const row = prepareEventRow(list, at);
  if (row === null) return null;
  return (
    <div
      id={id}
      role="option"
      data-position={position}
      aria-selected={isOpen}
      aria-setsize={list.shown.length}
      aria-posinset={position + 1}
      style={{ top: position * ROW_PX, height: ROW_PX }}
      className={classNames(
        "absolute inset-x-0 flex cursor-pointer items-center gap-3 border-b px-3 text-meta hover:bg-sunken",
        isOpen && "bg-sunken",
        isActive && "outline-2 outline-offset-[-2px] outline-focus",
        row.isHeartbeat && "text-muted",
      )}
    >
      <span className="w-20 shrink-0 text-right font-mono max-md:w-16">{row.offset}</span>
      <span
        className={classNames(
          "w-20 shrink-0 text-right font-mono text-muted max-md:w-16",
          row.isLongestGap && "font-strong text-text",
        )}
        title={row.isLongestGap ? "The longest gap" : undefined}
      >
        {row.delta}
      </span>
      <span className="w-28 shrink-0 truncate font-mono max-sm:hidden">{row.kind}</span>
      <bdi className="min-w-0 flex-1 truncate">{row.text}</bdi>
    </div>
  );
});
