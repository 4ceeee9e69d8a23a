"use client";

import { classNames } from "./class-names.ts";

type SegmentedProps<Value extends string> = {
  label: string;
  options: readonly { value: Value; text: string; isDisabled?: boolean }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One choice of a few that are all in sight. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex rounded-control border border-border-strong bg-panel p-0.5"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          disabled={option.isDisabled}
          onClick={() => onChange(option.value)}
          className={classNames(
            "h-6 rounded-chip px-2 text-meta text-muted hover:text-text disabled:cursor-not-allowed disabled:opacity-40",
            option.value === value && "bg-text text-inverse hover:text-inverse",
          )}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
