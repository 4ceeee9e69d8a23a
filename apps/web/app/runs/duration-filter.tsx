"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover } from "#components/ui/popover.tsx";

type DurationFilterProps = {
  longer: number | null;
  shorter: number | null;
  onChange: (range: { longer?: number | null; shorter?: number | null }) => void;
};

const fromField = (text: string): number | null => (text === "" || !(Number(text) >= 0) ? null : Number(text));

/** Runs whose total time lies in a range of seconds. */
export function DurationFilter({ longer, shorter, onChange }: DurationFilterProps) {
  const said = [longer === null ? null : `from ${longer} s`, shorter === null ? null : `to ${shorter} s`];
  const text = said.filter((each) => each !== null).join(" ");
  const trigger = (
    <Button size="dense">
      {text === "" ? "Any duration" : `Total ${text}`} <ChevronDown aria-hidden className="text-muted" />
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Filter by total time">
      <div className="flex flex-col gap-2 p-2 text-meta text-muted">
        <label className="flex flex-col gap-1">
          At least, seconds
          <Input
            type="number"
            min={0}
            step="any"
            defaultValue={longer ?? ""}
            onBlur={(event) => onChange({ longer: fromField(event.target.value) })}
          />
        </label>
        <label className="flex flex-col gap-1">
          At most, seconds
          <Input
            type="number"
            min={0}
            step="any"
            defaultValue={shorter ?? ""}
            onBlur={(event) => onChange({ shorter: fromField(event.target.value) })}
          />
        </label>
      </div>
    </Popover>
  );
}
