"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { useIsHydrated } from "#components/use-is-hydrated.ts";

type TimeFilterProps = {
  from: Date | null;
  to: Date | null;
  onChange: (range: { from?: Date | null; to?: Date | null }) => void;
};

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** The form a datetime-local field wants: the visitor's own clock, without a zone. */
const toField = (at: Date | null): string =>
  at === null
    ? ""
    : `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}T${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
const fromField = (text: string): Date | null =>
  text === "" || Number.isNaN(Date.parse(text)) ? null : new Date(text);

/** Runs due between two moments. */
export function TimeFilter({ from, to, onChange }: TimeFilterProps) {
  const isHydrated = useIsHydrated();
  const said = [
    from === null ? null : `from ${isHydrated ? toField(from).replace("T", " ") : ""}`,
    to === null ? null : `until ${isHydrated ? toField(to).replace("T", " ") : ""}`,
  ];
  const text = said.filter((each) => each !== null).join(" ");
  const trigger = (
    <Button size="dense" className="max-w-80">
      <span className="truncate">{text === "" ? "Any time" : text}</span>{" "}
      <ChevronDown aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Filter by time">
      <div className="flex flex-col gap-2 p-2 text-meta text-muted">
        <label className="flex flex-col gap-1">
          Due at or after
          <Input
            type="datetime-local"
            value={toField(from)}
            onChange={(event) => onChange({ from: fromField(event.target.value) })}
          />
        </label>
        <label className="flex flex-col gap-1">
          Due before
          <Input
            type="datetime-local"
            value={toField(to)}
            onChange={(event) => onChange({ to: fromField(event.target.value) })}
          />
        </label>
      </div>
    </Popover>
  );
}
