"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { formatNumber } from "#format/format-number.ts";
import { Button } from "./ui/button.tsx";
import { Popover } from "./ui/popover.tsx";

type MultiFilterProps<Value extends string | number> = {
  name: string;
  text: string;
  options: readonly { value: Value; label: ReactNode; count?: number | null }[];
  /** Said below the options. */
  note?: string;
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
};

/** Any of several values. */
export function MultiFilter<Value extends string | number>({
  name,
  text,
  options,
  note,
  chosen,
  onChange,
}: MultiFilterProps<Value>) {
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  const trigger = (
    <Button size="dense" className="max-w-56">
      <span className="truncate">{text}</span> <ChevronDown aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label={`Filter by ${name}`}>
      {options.length === 0 ? (
        <p className="px-2 py-1.5 text-meta text-muted">There is nothing to choose from.</p>
      ) : null}
      {options.map((option) => (
        <label
          key={option.value}
          className="flex h-7 cursor-pointer items-center gap-2 rounded-chip px-2 text-meta hover:bg-sunken"
        >
          <input
            type="checkbox"
            className="accent-text"
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {typeof option.count === "number" ? (
            <span className="pl-2 text-muted">{formatNumber(option.count)}</span>
          ) : null}
        </label>
      ))}
      {note === undefined ? null : <p className="px-2 py-1.5 text-meta text-muted">{note}</p>}
    </Popover>
  );
}
