"use client";

import { ChevronDown } from "lucide-react";
import { useState, type ReactNode } from "react";
import { formatNumber } from "#format/format-number.ts";
import { Button } from "./ui/button.tsx";
import { Input } from "./ui/input.tsx";
import { Popover } from "./ui/popover.tsx";

type Option<Value> = { value: Value; label: ReactNode; count?: number | null };
type MultiFilterProps<Value extends string | number> = {
  name: string;
  text: string;
  options: readonly Option<Value>[];
  /** Said below the options. */
  note?: string;
  /** Said in place of options when there are none. */
  empty?: string;
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
};

/** With more options than this, they can be narrowed by typing. */
const MOST_AT_A_GLANCE = 8;

/** Any of several values. */
export function MultiFilter<Value extends string | number>({ text, ...list }: MultiFilterProps<Value>) {
  const trigger = (
    <Button size="dense" className="max-w-56">
      <span className="truncate">{text}</span> <ChevronDown aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label={`Filter by ${list.name}`}>
      <OptionList {...list} />
    </Popover>
  );
}

const textOf = ({ label, value }: Option<string | number>): string =>
  typeof label === "string" ? label : String(value);

function OptionList<Value extends string | number>({
  name,
  options,
  note,
  empty = "There is nothing to choose from.",
  chosen,
  onChange,
}: Omit<MultiFilterProps<Value>, "text">) {
  const [typed, setTyped] = useState("");
  const wanted = typed.trim().toLowerCase();
  const shown = options.filter((option) => textOf(option).toLowerCase().includes(wanted));
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <>
      {options.length > MOST_AT_A_GLANCE ? (
        <div className="sticky -top-1 -mx-1 -mt-1 mb-1 border-b bg-raised p-1">
          <Input
            type="search"
            aria-label={`Find in ${name}`}
            placeholder={`Find among ${options.length}`}
            className="h-7 text-meta"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      ) : null}
      {shown.length === 0 ? (
        <p role="status" className="px-2 py-1.5 text-meta text-muted">
          {options.length === 0 ? empty : "None of them has this text."}
        </p>
      ) : null}
      {shown.map((option) => (
        <label
          key={option.value}
          title={textOf(option)}
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
    </>
  );
}
