"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useId, useMemo, useRef } from "react";
import { classNames } from "../class-names.ts";
import { useListKeys } from "../use-list-keys.ts";
import { bringIntoSight, useVisibleRows } from "../use-visible-rows.ts";
import { prepareJsonRows, type JsonKind, type JsonRow } from "./prepare-json-rows.ts";

const ROW_PX = 20;
const HEIGHT_PX = 420;
const INDENT_PX = 14;
/** Deeper lines are not pushed out of sight. */
const MOST_INDENTS = 24;

const TONE: Record<JsonKind, string> = {
  object: "text-muted",
  array: "text-muted",
  null: "text-muted",
  string: "text-text",
  piece: "text-text",
  number: "text-live",
  boolean: "text-live",
};

type JsonTreeProps = {
  label: string;
  value: unknown;
  open: ReadonlySet<string>;
  onOpenChange: (open: ReadonlySet<string>) => void;
  /** The place to show, when a search has found one. */
  found: string | null;
};

/** JSON as a tree of which only the lines in sight exist. Left and right close and open, up and down walk. */
export function JsonTree({ label, value, open, onOpenChange, found }: JsonTreeProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => prepareJsonRows(value, open), [value, open]);
  const heightPx = Math.min(HEIGHT_PX, Math.max(rows.length, 3) * ROW_PX);
  const visible = useVisibleRows({ count: rows.length, rowPx: ROW_PX, heightPx });
  const toggle = (row: JsonRow | undefined, isWanted = row?.isOpen !== true) => {
    if (row === undefined || !row.isOpenable || row.isOpen === isWanted) return;
    const changed = new Set(open);
    if (isWanted) changed.add(row.pointer);
    else changed.delete(row.pointer);
    onOpenChange(changed);
  };
  const { activeAt, setActiveAt, onKeyDown } = useListKeys({
    count: rows.length,
    pageRows: Math.max(1, Math.floor(heightPx / ROW_PX) - 1),
    onMove: (at) => bringIntoSight(box.current, at, ROW_PX),
    onOpen: (at) => toggle(rows[at]),
    further: {
      ArrowRight: (at) => toggle(rows[at], true),
      ArrowLeft: (at) => toggle(rows[at], false),
    },
  });
  const foundAt = found === null ? -1 : rows.findIndex(({ pointer }) => pointer === found);
  useEffect(() => {
    if (foundAt !== -1) bringIntoSight(box.current, foundAt, ROW_PX);
  }, [foundAt]);

  return (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      aria-activedescendant={activeAt === null ? undefined : `${id}-${activeAt}`}
      tabIndex={0}
      onScroll={visible.onScroll}
      onKeyDown={onKeyDown}
      style={{ height: heightPx }}
      className="relative overflow-x-hidden overflow-y-auto bg-sunken outline-offset-[-2px]"
    >
      <div style={{ height: rows.length * ROW_PX }}>
        {rows.slice(visible.first, visible.last).map((row, index) => (
          <JsonLine
            key={row.pointer}
            id={`${id}-${visible.first + index}`}
            row={row}
            top={(visible.first + index) * ROW_PX}
            isActive={visible.first + index === activeAt}
            isFound={row.pointer === found}
            onToggle={() => {
              setActiveAt(visible.first + index);
              toggle(row);
            }}
          />
        ))}
      </div>
    </div>
  );
}

type JsonLineProps = {
  id: string;
  row: JsonRow;
  top: number;
  isActive: boolean;
  isFound: boolean;
  onToggle: () => void;
};

/** The keyboard reaches a line through its tree, which has the focus. */
function JsonLine({ id, row, top, isActive, isFound, onToggle }: JsonLineProps) {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree has the focus and the keys
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-selected={isFound}
      {...(row.isOpenable ? { "aria-expanded": row.isOpen } : {})}
      onClick={onToggle}
      style={{ top, height: ROW_PX, paddingLeft: 8 + Math.min(row.depth, MOST_INDENTS) * INDENT_PX }}
      className={classNames(
        "absolute inset-x-0 flex items-center gap-1 pr-2 font-mono text-meta whitespace-pre",
        row.isOpenable && "cursor-pointer hover:bg-panel",
        isFound && "bg-panel font-strong",
        isActive && "outline-2 outline-offset-[-2px] outline-focus",
      )}
    >
      <Chevron aria-hidden className={classNames("size-3 shrink-0 text-muted", !row.isOpenable && "invisible")} />
      {row.key === null ? null : (
        <span className="max-w-[50%] shrink-0 truncate text-muted">
          <bdi>{row.key}</bdi>:
        </span>
      )}
      <bdi className={classNames("min-w-0 truncate", TONE[row.kind])}>{row.text}</bdi>
    </div>
  );
}
