"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

const ROW_PX = 28;
/** Rows drawn above and below what is in sight, so that scrolling meets no blank. */
const MARGIN_ROWS = 12;
/** Closer to the end than this counts as being at the end. */
const END_PX = ROW_PX;

type VirtualListProps<Row> = {
  label: string;
  rows: readonly Row[];
  height: number;
  rowKey: (row: Row) => number;
  children: (row: Row) => ReactNode;
  /** Keeps the last row in sight as rows are added. */
  isFollowing: boolean;
  onFollowingChange: (isFollowing: boolean) => void;
};

/** Rows of one height, of which only those in sight exist: twenty thousand scroll like twenty. */
export function VirtualList<Row>({
  label,
  rows,
  height,
  rowKey,
  children,
  isFollowing,
  onFollowingChange,
}: VirtualListProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);

  useEffect(() => {
    if (isFollowing && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [isFollowing, rows.length]);

  const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - MARGIN_ROWS);
  const last = Math.min(rows.length, Math.ceil((scrollTop + height) / ROW_PX) + MARGIN_ROWS);
  const onScroll = () => {
    if (box.current === null) return;
    const { scrollTop: top, scrollHeight, clientHeight } = box.current;
    setScrollTop(top);
    const isAtEnd = scrollHeight - top - clientHeight < END_PX;
    if (isAtEnd !== isFollowing) onFollowingChange(isAtEnd);
  };

  return (
    <div
      ref={box}
      role="list"
      aria-label={label}
      tabIndex={0}
      onScroll={onScroll}
      style={{ height: Math.min(height, Math.max(rows.length, 3) * ROW_PX) }}
      className="relative overflow-x-hidden overflow-y-auto"
    >
      <div style={{ height: rows.length * ROW_PX }}>
        {rows.slice(first, last).map((row, index) => (
          <div
            key={rowKey(row)}
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={first + index + 1}
            className="absolute inset-x-0"
            style={{ top: (first + index) * ROW_PX, height: ROW_PX }}
          >
            {children(row)}
          </div>
        ))}
      </div>
    </div>
  );
}
