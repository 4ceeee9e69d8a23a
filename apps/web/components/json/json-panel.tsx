"use client";

import { ChevronDown, ChevronUp, Download } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { formatBytes } from "#format/format-bytes.ts";
import { formatNumber } from "#format/format-number.ts";
import { saveFile } from "../charts/save-file.ts";
import { CopyButton } from "../copy-button.tsx";
import { JsonView } from "../json-view.tsx";
import { SearchField } from "../search-field.tsx";
import { Segmented } from "../segmented.tsx";
import { Button } from "../ui/button.tsx";
import { containersOf, findInJson } from "./find-in-json.ts";
import { JsonTree } from "./json-tree.tsx";
import { firstOpen } from "./prepare-json-rows.ts";

const FORMS = [
  { value: "tree", text: "Tree" },
  { value: "raw", text: "Raw" },
] as const;

type JsonPanelProps = { label: string; value: unknown; fileName: string };

/** A JSON value to look through: as a tree or raw, searched, copied, saved. Five megabytes are as usable as five lines. */
export function JsonPanel({ label, value, fileName }: JsonPanelProps) {
  const [form, setForm] = useState<"tree" | "raw">("tree");
  const [open, setOpen] = useState(() => firstOpen(value));
  const compact = useMemo(() => JSON.stringify(value), [value]);
  const [search, setSearch] = useState("");
  const [foundAt, setFoundAt] = useState(0);
  const wanted = useDeferredValue(search);
  const { pointers, hasMore } = useMemo(() => findInJson(value, wanted), [value, wanted]);
  const found = pointers[foundAt] ?? null;
  const openAll = (pointer: string | undefined) =>
    pointer !== undefined && setOpen((known) => new Set([...known, ...containersOf(pointer)]));
  const goTo = (at: number) => {
    const next = (at + pointers.length) % pointers.length;
    setFoundAt(next);
    openAll(pointers[next]);
  };
  const onSearch = (text: string) => {
    setSearch(text);
    setFoundAt(0);
    openAll(findInJson(value, text).pointers[0]);
  };
  const pretty = () => JSON.stringify(value, null, 2);

  return (
    <div className="flex min-w-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-2">
        <Segmented label="Form" options={FORMS} value={form} onChange={setForm} />
        <span className="text-meta text-muted">{formatBytes(compact.length)}</span>
        <span className="ml-auto flex gap-2">
          <CopyButton text={pretty} label="Copy" />
          <Button size="dense" onClick={() => saveFile(fileName, new Blob([pretty()], { type: "application/json" }))}>
            <Download aria-hidden /> Save
          </Button>
        </span>
        {form === "raw" ? null : (
          <span className="flex w-full flex-wrap items-center gap-2">
            <SearchField
              label={`Search in ${label}`}
              placeholder="Search keys and values"
              text={search}
              onChange={onSearch}
            />
            {wanted.trim() === "" ? null : (
              <SearchSteps count={pointers.length} hasMore={hasMore} at={foundAt} onGo={goTo} />
            )}
          </span>
        )}
      </div>
      {form === "raw" ? (
        <JsonView text={compact} hasCopy={false} />
      ) : (
        <JsonTree label={label} value={value} open={open} onOpenChange={setOpen} found={found} />
      )}
    </div>
  );
}

type SearchStepsProps = { count: number; hasMore: boolean; at: number; onGo: (at: number) => void };

function SearchSteps({ count, hasMore, at, onGo }: SearchStepsProps) {
  if (count === 0) return <span className="text-meta text-muted">Nothing found</span>;
  return (
    <span className="flex items-center gap-1 text-meta text-muted">
      <span role="status">
        {formatNumber(at + 1)} of {formatNumber(count)}
        {hasMore ? " or more" : ""}
      </span>
      <Button variant="quiet" size="icon" aria-label="Go to the place before" onClick={() => onGo(at - 1)}>
        <ChevronUp aria-hidden />
      </Button>
      <Button variant="quiet" size="icon" aria-label="Go to the next place" onClick={() => onGo(at + 1)}>
        <ChevronDown aria-hidden />
      </Button>
    </span>
  );
}
